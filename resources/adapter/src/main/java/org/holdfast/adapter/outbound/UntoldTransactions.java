package org.holdfast.adapter.outbound;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.mqtt.MqttException;

/**
 * Transactions of the calling thread that the container has not told the connection about: a connection factory that is defined without
 * {@code transactionSupport} has none. Messages wait for their end all the same, and leave right after the commit. Any thread.
 */
final class UntoldTransactions {
    private static final Logger LOG = Logger.getLogger(UntoldTransactions.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final Transactions.Publisher publisher;

    UntoldTransactions(TransactionSynchronizationRegistry registry, Transactions.Publisher publisher) {
        this.registry = registry;
        this.publisher = publisher;
    }

    /** Takes a message until the end of the transaction; false when there is none, and it may leave. */
    boolean take(Outgoing message) {
        switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> {
                return false;
            }
            case Status.STATUS_MARKED_ROLLBACK -> {
                return true; // it would never leave
            }
            default -> {
                waiting().messages.add(message);
                return true;
            }
        }
    }

    private Waiting waiting() {
        if (registry.getResource(this) instanceof Waiting known) {
            return known;
        }
        Waiting waiting = new Waiting();
        registry.registerInterposedSynchronization(waiting);
        registry.putResource(this, waiting);
        return waiting;
    }

    /** The messages of one transaction. */
    private final class Waiting implements Synchronization {
        private final List<Outgoing> messages = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            if (!publisher.isConnected()) {
                LOG.log(
                        Level.WARNING,
                        "A transaction is rolled back, because its {0} messages cannot leave: the broker is away",
                        messages.size());
                registry.setRollbackOnly();
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (status != Status.STATUS_COMMITTED) {
                return;
            }
            try {
                publisher.publishAll(messages);
            } catch (MqttException e) {
                LOG.log(
                        Level.SEVERE,
                        "Of {0} messages of a transaction that is committed not all were published: {1}",
                        new Object[] {messages.size(), e.getMessage()});
            }
        }
    }
}
