package org.holdfast.beans.store.connection;

import jakarta.persistence.EntityManager;

/** How work on the database becomes a transaction: by JTA in the container, by JPA alone in tests. */
public interface Transactions {
    /**
     * Does the work in a transaction of its own, which is committed when this returns and rolled back when it throws.
     *
     * @throws Exception what the work throws, or what the commit does
     */
    <T> T inNew(Work<T> work) throws Exception;

    /** Something to do with the database. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. The entity manager ends with the transaction. */
        T with(EntityManager entityManager) throws Exception;
    }
}
