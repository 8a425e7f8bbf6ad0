package org.holdfast.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.holdfast.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/** Calls a message-driven bean, in a transaction where the bean wants one (Jakarta Connectors 2.1, section 13.5). Any thread. */
final class Bean {
    /** The limit of the wait for a deployment, whose failure is not reported here. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private final Map<Method, Boolean> transacted = new ConcurrentHashMap<>();
    private final Queue<MessageEndpoint> idle = new ConcurrentLinkedQueue<>();

    Bean(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) {
        this.factory = factory;
        this.transactions = transactions;
    }

    /** The endpoint that one worker calls. One thread at a time. */
    static final class Instance {
        private MessageEndpoint endpoint;

        private Instance(MessageEndpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    /**
     * Returns an instance that no other worker uses. Waits up to {@link #START_LIMIT} until the application has started.
     *
     * @throws UnavailableException when it has not started, is stopping, or already has as many instances as the container allows
     */
    Instance borrow() throws UnavailableException {
        MessageEndpoint endpoint = idle.poll();
        return new Instance(endpoint == null ? create() : endpoint);
    }

    private MessageEndpoint create() throws UnavailableException {
        return factory.createEndpoint(null, START_LIMIT.toMillis());
    }

    void giveBack(Instance instance) {
        idle.add(instance.endpoint);
    }

    /** Releases all instances to the container. */
    void release() {
        for (MessageEndpoint endpoint; (endpoint = idle.poll()) != null; ) {
            endpoint.release();
        }
    }

    /**
     * Calls a method of the bean with a message.
     *
     * @return null when the method has returned and its transaction, if it has one, is committed; otherwise the failure
     * @throws NotCalledException when the container failed before it called the bean, for example while it undeploys the bean
     */
    @Nullable
    Throwable call(Instance instance, Method method, MqttMessage message) throws NotCalledException {
        try {
            return isTransacted(method)
                    ? transacted(instance.endpoint, method, message)
                    : BeanMethod.call(instance.endpoint, method, message);
        } catch (NotCalledException e) {
            renew(instance, e);
            throw e;
        } catch (ResourceException | RuntimeException | LinkageError e) {
            renew(instance, e);
            return e;
        }
    }

    private boolean isTransacted(Method method) throws NotCalledException {
        Boolean known = transacted.get(method);
        if (known == null) {
            try {
                known = factory.isDeliveryTransacted(method);
            } catch (NoSuchMethodException e) {
                throw new NotCalledException(e);
            }
            transacted.put(method, known);
        }
        return known;
    }

    /** Replaces an instance, whose state is unknown after a failure of the container. */
    private void renew(Instance instance, Throwable failure) {
        try {
            instance.endpoint.release();
            instance.endpoint = create();
        } catch (UnavailableException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private @Nullable Throwable transacted(MessageEndpoint endpoint, Method method, MqttMessage message)
            throws NotCalledException, ResourceException {
        Outcome outcome = begin(endpoint, method);
        Throwable failure;
        try {
            failure = BeanMethod.call(endpoint, method, message);
            if (failure != null && transactions.getTransactionStatus() == Status.STATUS_ACTIVE) {
                transactions.setRollbackOnly(); // a checked exception alone would let the container commit
            }
        } finally {
            endpoint.afterDelivery();
        }
        if (failure == null && outcome.status != Status.STATUS_COMMITTED) {
            return new RolledBackException();
        }
        return failure;
    }

    private Outcome begin(MessageEndpoint endpoint, Method method) throws NotCalledException {
        try {
            endpoint.beforeDelivery(method);
            Outcome outcome = new Outcome();
            transactions.registerInterposedSynchronization(outcome);
            return outcome;
        } catch (ResourceException | NoSuchMethodException | RuntimeException | LinkageError e) {
            throw new NotCalledException(e); // what has begun ends with the release of the endpoint
        }
    }

    /** The final status of a message's transaction. */
    private static final class Outcome implements Synchronization {
        private int status = Status.STATUS_UNKNOWN;

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int ended) {
            status = ended;
        }
    }

    /** Thrown when the container failed before it called the bean, which says nothing about the message. */
    static final class NotCalledException extends Exception {
        private static final long serialVersionUID = 1L;

        NotCalledException(Throwable cause) {
            super(cause);
        }
    }

    /** The failure of a bean that returned normally, but whose transaction was rolled back. */
    private static final class RolledBackException extends Exception {
        private static final long serialVersionUID = 1L;

        RolledBackException() {
            super("the transaction was rolled back", null, false, false);
        }
    }
}
