package org.holdfast.adapter.inbound;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/** What a container does for a bean: threads, instances up to a number, and a transaction around each message. */
final class FakeContainer
        implements BootstrapContext,
                WorkManager,
                MessageEndpointFactory,
                TransactionSynchronizationRegistry,
                AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Thread, Transaction> transactions = new ConcurrentHashMap<>();
    private final AdapterContext context = AdapterContext.start(this);
    private final MqttListener bean;
    final AtomicInteger instances = new AtomicInteger();
    volatile int maximumInstances = Integer.MAX_VALUE;
    volatile boolean hasThreads = true;
    volatile boolean isTransacted = true;
    volatile boolean commits = true;
    volatile boolean begins = true;
    volatile @Nullable Error endsWith;

    FakeContainer(MqttListener bean) {
        this.bean = bean;
    }

    AdapterContext context() {
        return context;
    }

    @Override
    public void close() {
        context.stop();
        threads.shutdownNow();
    }

    /** The bean's class, for its configuration. */
    static class Bean implements MqttListener {
        @Override
        public void onMessage(MqttMessage message) {}
    }

    private static final class Transaction {
        private @Nullable Synchronization synchronization;
        private boolean isRollbackOnly;
    }

    private final class Endpoint implements MessageEndpoint, MqttListener {
        @Override
        public void onMessage(MqttMessage message) throws Exception {
            bean.onMessage(message);
        }

        @Override
        public void beforeDelivery(Method method) {
            if (!begins) {
                throw new IllegalStateException("the application is being undeployed");
            }
            transactions.put(Thread.currentThread(), new Transaction());
        }

        @Override
        public void afterDelivery() {
            Transaction ended = transactions.remove(Thread.currentThread());
            Error error = endsWith;
            if (error != null) {
                throw error;
            }
            if (ended != null && ended.synchronization != null) {
                boolean isCommitted = commits && !ended.isRollbackOnly;
                ended.synchronization.afterCompletion(isCommitted ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK);
            }
        }

        @Override
        public void release() {
            instances.decrementAndGet();
        }
    }

    // ---- MessageEndpointFactory

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource) throws UnavailableException {
        if (instances.incrementAndGet() > maximumInstances) {
            instances.decrementAndGet();
            throw new UnavailableException("no more");
        }
        return new Endpoint();
    }

    @Override
    public MessageEndpoint createEndpoint(@Nullable XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return isTransacted;
    }

    @Override
    public String getActivationName() {
        return "Bean";
    }

    @Override
    public Class<?> getEndpointClass() {
        return Bean.class;
    }

    // ---- WorkManager

    @Override
    public void scheduleWork(Work work) throws WorkException {
        if (!hasThreads) {
            throw new WorkRejectedException("no threads");
        }
        threads.execute(work);
    }

    @Override
    public void scheduleWork(Work work, long timeout, ExecutionContext execution, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void doWork(Work work, long timeout, ExecutionContext execution, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long startWork(Work work, long timeout, ExecutionContext execution, WorkListener listener) {
        throw new UnsupportedOperationException();
    }

    // ---- TransactionSynchronizationRegistry

    private Transaction current() {
        Transaction now = transactions.get(Thread.currentThread());
        if (now == null) {
            throw new IllegalStateException("no transaction");
        }
        return now;
    }

    @Override
    public void registerInterposedSynchronization(Synchronization synchronization) {
        current().synchronization = synchronization;
    }

    @Override
    public int getTransactionStatus() {
        Transaction now = transactions.get(Thread.currentThread());
        if (now == null) {
            return Status.STATUS_NO_TRANSACTION;
        }
        return now.isRollbackOnly ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
    }

    @Override
    public void setRollbackOnly() {
        current().isRollbackOnly = true;
    }

    @Override
    public boolean getRollbackOnly() {
        return current().isRollbackOnly;
    }

    @Override
    public @Nullable Object getTransactionKey() {
        return transactions.get(Thread.currentThread());
    }

    @Override
    public void putResource(Object key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object getResource(Object key) {
        throw new UnsupportedOperationException();
    }

    // ---- BootstrapContext

    @Override
    public WorkManager getWorkManager() {
        return this;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return this;
    }

    @Override
    public XATerminator getXATerminator() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer createTimer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> type) {
        return false;
    }
}
