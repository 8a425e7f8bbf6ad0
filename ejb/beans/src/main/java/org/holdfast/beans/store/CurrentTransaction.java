package org.holdfast.beans.store;

import jakarta.persistence.EntityManager;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.commit.Transactor;
import org.jspecify.annotations.Nullable;

/** The transaction of several writes, or one for each piece of work when none is active. One thread at a time. */
final class CurrentTransaction implements Transactor {
    private final Transactions transactions;
    private @Nullable EntityManager current;

    CurrentTransaction(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void commit(Runnable writes) {
        with("written", entityManager -> {
            current = entityManager;
            try {
                writes.run();
            } finally {
                current = null;
            }
            return true;
        });
    }

    /**
     * Runs work in the active transaction, or in one of its own.
     *
     * @param verb what the database cannot be when this fails, for the message
     * @throws StoreException if JPA, JTA or JDBC fails: then the work has not taken effect
     */
    <T> T with(String verb, Transactions.Work<T> work) {
        try {
            EntityManager underWay = current;
            return underWay == null ? transactions.inNew(work) : work.with(underWay);
        } catch (StoreException e) { // of a piece of work inside
            throw e;
        } catch (Exception e) {
            throw new StoreException("the database cannot be " + verb + ": " + Failures.inWords(e), e);
        }
    }
}
