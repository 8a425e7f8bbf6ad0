package org.holdfast.beans.store;

import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.SessionStore;

/**
 * All that survives the broker, in one database.
 *
 * @param transaction what a group commit is made of
 * @param committed runs after each group commit
 */
record JpaStore(CurrentTransaction transaction, Runnable committed) implements BrokerStore {
    static JpaStore in(Transactions transactions, Runnable committed) {
        return new JpaStore(new CurrentTransaction(transactions), committed);
    }

    @Override
    public RetainedStore retained() {
        return new JpaRetainedStore(transaction);
    }

    @Override
    public SessionStore sessions() {
        return new JpaSessionStore(transaction);
    }

    @Override
    public void commit(Runnable writes) {
        transaction.commit(writes);
        committed.run();
    }
}
