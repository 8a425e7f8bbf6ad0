package org.holdfast.beans.store.postgresql;

import java.sql.Connection;
import org.holdfast.beans.store.connection.Transactions;

/**
 * Transactions that nobody can commit who has lost the database to another broker.
 *
 * @param transactions what they are made of
 * @param owner of the database
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
