package org.holdfast.adapter.outbound;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.holdfast.adapter.link.Outgoing;

/**
 * The messages of transactions in which the container does not enlist the connection, because the connection factory is defined
 * without {@code transactionSupport}. They are sent right after the commit; those of all connections of a factory together, because
 * a transaction may use several of them, and its messages have one order. Any thread.
 */
final class SynchronizedTransactions {
    private static final Logger LOG = Logger.getLogger(SynchronizedTransactions.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final Object factory;
    private final ConnectionTransactions.Publisher publisher;

    /**
     * Creates the transactions of one connection.
     *
     * @param factory equal for connections whose messages are sent together
     */
    SynchronizedTransactions(
            TransactionSynchronizationRegistry registry, Object factory, ConnectionTransactions.Publisher publisher) {
        this.registry = registry;
        this.factory = factory;
        this.publisher = publisher;
    }

    /** Holds a message until the end of the transaction; false when there is none, and it can be sent at once. */
    boolean take(Outgoing message) {
        switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> {
                return false;
            }
            case Status.STATUS_MARKED_ROLLBACK -> {
                return true; // it would never be sent
            }
            default -> {
                waiting().messages.add(message);
                return true;
            }
        }
    }

    private Waiting waiting() {
        if (registry.getResource(factory) instanceof Waiting known) {
            return known;
        }
        Waiting waiting = new Waiting();
        registry.registerInterposedSynchronization(waiting);
        registry.putResource(factory, waiting);
        return waiting;
    }

    /** The messages of one transaction; the connection of the first one sends them all. */
    private final class Waiting implements Synchronization {
        private final List<Outgoing> messages = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            if (!publisher.isConnected()) {
                LOG.log(
                        Level.WARNING,
                        "Rolling back a transaction, because the broker for its {0} messages is not connected",
                        messages.size());
                registry.setRollbackOnly();
            }
        }

        @Override
        public void afterCompletion(int status) {
            try {
                if (status == Status.STATUS_COMMITTED) {
                    publisher.publishAll(messages);
                }
            } catch (NotAllPublishedException e) {
                LOG.log(Level.SEVERE, "A transaction was committed, but {0}", e.getMessage());
            } finally {
                publisher.over();
            }
        }
    }
}
