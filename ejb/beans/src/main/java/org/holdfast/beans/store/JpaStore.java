package org.holdfast.beans.store;

import java.util.function.Consumer;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.store.SessionStore;

/**
 * The persistent data of the broker, in one database.
 *
 * @param transaction the transaction of a group commit
 * @param around runs each group commit
 */
record JpaStore(CurrentTransaction transaction, Consumer<Runnable> around) implements BrokerStore {
    static JpaStore in(Transactions transactions, Consumer<Runnable> around) {
        return new JpaStore(new CurrentTransaction(transactions), around);
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
        around.accept(() -> transaction.commit(writes));
    }
}
