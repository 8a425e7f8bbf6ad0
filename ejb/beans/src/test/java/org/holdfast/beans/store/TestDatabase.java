package org.holdfast.beans.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConfiguredDataSource;
import org.holdfast.beans.store.connection.Transactions;
import org.holdfast.beans.store.sqlite.SqliteCopy;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.retained.RetainedStore;

/** A database with the tables in it, and JPA on it outside of a container. */
public final class TestDatabase implements Transactions, AutoCloseable {
    private final StoreSettings settings;
    private final DataSource dataSource;
    private final EntityManagerFactory factory;

    /** In a database that may be new. */
    public TestDatabase(StoreSettings settings) {
        this(settings, new ConfiguredDataSource(settings));
    }

    /** With the connections of this data source. */
    TestDatabase(StoreSettings settings, DataSource dataSource) {
        this.settings = settings;
        this.dataSource = dataSource;
        new Schema(dataSource, settings).migrate();
        Map<String, Object> properties = new HashMap<>(Database.PERSISTENCE_XML);
        properties.putAll(Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "eclipselink.target-server", "None",
                "eclipselink.jdbc.batch-writing", "JDBC",
                "jakarta.persistence.nonJtaDataSource", dataSource));
        factory = Persistence.createEntityManagerFactory(Database.PERSISTENCE_UNIT, properties);
    }

    /** What the console has of it. */
    public ConsoleDatabase console() {
        return new ConsoleDatabase(this, new SqliteCopy(settings, dataSource));
    }

    /** Connections without JPA. */
    DataSource dataSource() {
        return dataSource;
    }

    RetainedStore store() {
        return broker().retained();
    }

    /** All that a broker keeps in it. */
    BrokerStore broker() {
        return JpaStore.in(this, Runnable::run);
    }

    /** As the container does it, with a transaction of JPA's own. */
    @Override
    public <T> T inNew(Work<T> work) throws Exception {
        try (EntityManager entityManager = factory.createEntityManager()) {
            EntityTransaction transaction = entityManager.getTransaction();
            transaction.begin();
            try {
                T result = work.with(entityManager);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
