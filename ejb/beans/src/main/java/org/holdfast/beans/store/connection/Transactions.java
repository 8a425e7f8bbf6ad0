package org.holdfast.beans.store.connection;

import jakarta.persistence.EntityManager;

/** Runs work on the database in transactions: by JTA in the container, by JPA alone in tests. */
public interface Transactions {
    /**
     * Runs work in a transaction of its own, which is committed when this returns and rolled back when it throws.
     *
     * @throws Exception the exception of the work, or of the commit
     */
    <T> T inNew(Work<T> work) throws Exception;

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {
        /** Runs the work. The entity manager ends with the transaction. */
        T with(EntityManager entityManager) throws Exception;
    }
}
