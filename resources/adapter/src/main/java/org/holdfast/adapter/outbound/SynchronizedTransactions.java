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
 * Transactions of the calling thread that the container has not told the connection about: a connection factory that is defined without
 * {@code transactionSupport} has none. Messages wait for their end all the same, and leave right after the commit; those of all
 * connections of a factory together, because a transaction may have had several of them, and its messages have one order. Any thread.
 */
final class SynchronizedTransactions {
    private static final Logger LOG = Logger.getLogger(SynchronizedTransactions.class.getName());

    private final TransactionSynchronizationRegistry registry;
    private final Object factory;
    private final ConnectionTransactions.Publisher publisher;

    /**
     * For one connection.
     *
     * @param factory equal for those whose messages leave together
     */
    SynchronizedTransactions(
            TransactionSynchronizationRegistry registry, Object factory, ConnectionTransactions.Publisher publisher) {
        this.registry = registry;
        this.factory = factory;
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
        if (registry.getResource(factory) instanceof Waiting known) {
            return known;
        }
        Waiting waiting = new Waiting();
        registry.registerInterposedSynchronization(waiting);
        registry.putResource(factory, waiting);
        return waiting;
    }

    /** The messages of one transaction; they leave by the connection that had the first. */
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
