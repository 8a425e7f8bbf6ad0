package org.holdfast.beans.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import org.holdfast.beans.store.connection.Transactions;

/**
 * Transactions of the container, on any of its threads.
 *
 * @param factory creates an entity manager for each transaction, which joins it
 * @param transaction the container's, of the calling thread
 */
record JtaTransactions(EntityManagerFactory factory, UserTransaction transaction) implements Transactions {
    @Override
    public <T> T inNew(Work<T> work) throws Exception {
        transaction.begin();
        try {
            T result = inBegun(work);
            transaction.commit();
            return result;
        } finally {
            rollBackWhatIsLeft();
        }
    }

    private <T> T inBegun(Work<T> work) throws Exception {
        try (EntityManager entityManager = factory.createEntityManager()) {
            return work.with(entityManager);
        }
    }

    private void rollBackWhatIsLeft() throws SystemException {
        if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transaction.rollback();
        }
    }
}
