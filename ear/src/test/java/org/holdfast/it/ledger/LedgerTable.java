package org.holdfast.it.ledger;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The table, in a file in the folder of the process. Numbers may come more than once. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@DataSourceDefinition(
        name = LedgerTable.DATA_SOURCE,
        className = "org.sqlite.SQLiteDataSource",
        url = "jdbc:sqlite:ledger.db",
        properties = {"journalMode=WAL", "busyTimeout=10000"},
        minPoolSize = 1,
        maxPoolSize = 1)
public class LedgerTable {
    static final String DATA_SOURCE = "java:app/jdbc/ledger";

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    @PostConstruct
    void create() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ledger (number INTEGER)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
