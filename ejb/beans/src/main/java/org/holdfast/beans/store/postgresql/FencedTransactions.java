package org.holdfast.beans.store.postgresql;

import java.sql.Connection;
import org.holdfast.beans.store.connection.Transactions;

/**
 * Transactions that cannot be committed after another broker has taken over the database.
 *
 * @param transactions the transactions to fence
 * @param owner the ownership of the database
 */
public record FencedTransactions(Transactions transactions, Ownership owner) implements Transactions {
    @Override
    public <T> T inNew(Work<T> work) throws Exception {
        return transactions.inNew(entityManager -> {
            owner.require(entityManager.unwrap(Connection.class));
            return work.with(entityManager);
        });
    }
}
