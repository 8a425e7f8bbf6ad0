package org.holdfast.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.holdfast.mqtt.MqttMessage;
import org.jspecify.annotations.Nullable;

/** Calls a message-driven bean, in a transaction where the bean wants one (Jakarta Connectors 2.1, section 13.5). Any thread. */
final class Bean {
    private final MessageEndpointFactory factory;
    private final TransactionSynchronizationRegistry transactions;
    private final Map<Method, Boolean> transacted = new ConcurrentHashMap<>();
    private final Queue<MessageEndpoint> idle = new ConcurrentLinkedQueue<>();

    Bean(MessageEndpointFactory factory, TransactionSynchronizationRegistry transactions) {
        this.factory = factory;
        this.transactions = transactions;
    }

    /** What one worker calls. One thread at a time. */
    static final class Instance {
        private MessageEndpoint endpoint;

        private Instance(MessageEndpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    /**
     * One that nobody else calls. Waits until the application has started.
     *
     * @throws UnavailableException when there are as many as the container allows, or the application ends
     */
    Instance borrow() throws UnavailableException {
        MessageEndpoint endpoint = idle.poll();
        return new Instance(endpoint == null ? factory.createEndpoint(null) : endpoint);
    }

    void giveBack(Instance instance) {
        idle.add(instance.endpoint);
    }

    /** Gives all instances back to the container. */
    void release() {
        for (MessageEndpoint endpoint; (endpoint = idle.poll()) != null; ) {
            endpoint.release();
        }
    }

    /**
     * Has a method of the bean handle a message.
     *
     * @return null when the method has returned and its transaction, if it has one, is committed; else why not
     */
    @Nullable
    Throwable call(Instance instance, Method method, MqttMessage message) {
        try {
            return isTransacted(method)
                    ? transacted(instance.endpoint, method, message)
                    : BeanMethod.call(instance.endpoint, method, message);
        } catch (ResourceException | NoSuchMethodException | RuntimeException | LinkageError e) {
            return renewed(instance, e);
        }
    }

    private boolean isTransacted(Method method) throws NoSuchMethodException {
        Boolean known = transacted.get(method);
        if (known == null) {
            known = factory.isDeliveryTransacted(method);
            transacted.put(method, known);
        }
        return known;
    }

    /** Nobody knows what an instance is good for when the container has failed around it. */
    private Throwable renewed(Instance instance, Throwable failure) {
        try {
            instance.endpoint.release();
            instance.endpoint = factory.createEndpoint(null);
        } catch (UnavailableException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private @Nullable Throwable transacted(MessageEndpoint endpoint, Method method, MqttMessage message)
            throws NoSuchMethodException, ResourceException {
        endpoint.beforeDelivery(method);
        Outcome outcome = new Outcome();
        Throwable failure;
        try {
            transactions.registerInterposedSynchronization(outcome);
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

    /** How the transaction of a message has ended. */
    private static final class Outcome implements Synchronization {
        private int status = Status.STATUS_UNKNOWN;

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int ended) {
            status = ended;
        }
    }

    /** The bean has returned, and its work was undone all the same. */
    private static final class RolledBackException extends Exception {
        private static final long serialVersionUID = 1L;

        RolledBackException() {
            super("the transaction was rolled back", null, false, false);
        }
    }
}
