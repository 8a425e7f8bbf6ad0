package org.holdfast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.holdfast.adapter.link.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * The messages that transactions have published through one managed connection and that are not sent yet. One thread at a time, as
 * the container ensures.
 *
 * <p>Messages wait in memory. So after a crash between the two phases there is nothing to recover: {@link #recover} returns
 * nothing, and prepared messages have not been published.
 */
final class ConnectionTransactions implements XAResource, LocalTransaction {
    private static final Logger LOG = Logger.getLogger(ConnectionTransactions.class.getName());

    private final Publisher publisher;
    private final Map<Xid, List<Outgoing>> branches = new HashMap<>();
    private @Nullable List<Outgoing> current;
    private @Nullable List<Outgoing> local;

    /** Publishes the messages of a transaction. */
    interface Publisher {
        /** Whether messages can be published now, as far as is known. */
        boolean isConnected();

        /** Publishes all of them, in this order, and waits until all are acknowledged. */
        void publishAll(List<Outgoing> messages) throws NotAllPublishedException;

        /** Called at the end of the transaction, before which the container may have destroyed the connection. */
        default void over() {}
    }

    ConnectionTransactions(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Holds a message until the end of the transaction; false when there is none, and it can be sent at once. */
    boolean take(Outgoing message) {
        List<Outgoing> waiting = current == null ? local : current;
        if (waiting == null) {
            return false;
        }
        waiting.add(message);
        return true;
    }

    // ---- a transaction of this connection alone

    @Override
    public void begin() throws ResourceException {
        if (local != null) {
            throw new LocalTransactionException("a transaction is already active");
        }
        local = new ArrayList<>();
    }

    @Override
    public void commit() throws ResourceException {
        List<Outgoing> messages = endLocal();
        try {
            publisher.publishAll(messages);
        } catch (NotAllPublishedException e) {
            throw new LocalTransactionException(e.getMessage(), e);
        }
    }

    @Override
    public void rollback() throws ResourceException {
        endLocal();
    }

    private List<Outgoing> endLocal() throws ResourceException {
        List<Outgoing> messages = local;
        if (messages == null) {
            throw new LocalTransactionException("no transaction is active");
        }
        local = null;
        return messages;
    }

    // ---- a branch of a transaction

    @Override
    public void start(Xid xid, int flags) throws XAException {
        boolean known = branches.containsKey(xid);
        if (flags == TMNOFLAGS && known) {
            throw new XAException(XAException.XAER_DUPID);
        }
        if (flags != TMNOFLAGS && !known) {
            throw new XAException(XAException.XAER_NOTA);
        }
        current = branches.computeIfAbsent(xid, begun -> new ArrayList<>());
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        messages(xid);
        current = null;
    }

    private List<Outgoing> messages(Xid xid) throws XAException {
        List<Outgoing> messages = branches.get(xid);
        if (messages == null) {
            throw new XAException(XAException.XAER_NOTA);
        }
        return messages;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        if (messages(xid).isEmpty()) {
            branches.remove(xid);
            return XA_RDONLY;
        }
        if (!publisher.isConnected()) {
            branches.remove(xid);
            LOG.log(
                    Level.WARNING,
                    "Rolling back a transaction, because its messages cannot be published without a broker");
            throw new XAException(XAException.XA_RBCOMMFAIL);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        List<Outgoing> messages = messages(xid);
        branches.remove(xid);
        try {
            publisher.publishAll(messages);
        } catch (NotAllPublishedException e) {
            LOG.log(Level.SEVERE, "Committing a transaction, but {0}", e.getMessage());
            throw failure(code(e, onePhase), e);
        }
    }

    /**
     * Returns the XA error code for the outcome of this branch. Never one that makes the transaction manager retry: there is
     * nothing left to retry.
     */
    private static int code(NotAllPublishedException failure, boolean onePhase) {
        if (failure.someMayHaveLeft()) {
            return XAException.XA_HEURMIX;
        }
        return onePhase ? XAException.XA_RBROLLBACK : XAException.XA_HEURRB;
    }

    private static XAException failure(int code, Exception cause) {
        XAException failure = new XAException(code);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        messages(xid);
        branches.remove(xid);
    }

    @Override
    public void forget(Xid xid) {
        branches.remove(xid);
    }

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
