package org.holdfast.beans.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.ConnectionRequirements;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.connection.Failures;
import org.holdfast.beans.store.connection.NewerDatabaseException;

/**
 * The tables, created and migrated by Flyway from the scripts in {@code db/migration}.
 *
 * @param dataSource connections to the database
 * @param settings of that database
 */
public record Schema(DataSource dataSource, StoreSettings settings) {
    /**
     * Makes sure that this program can use the database, and changes nothing in it.
     *
     * @throws DatabaseException if the database cannot be reached, or belongs to a newer version
     */
    public void requireUsable() {
        with(flyway -> refuseNewer(flyway.info()));
    }

    /**
     * Migrates the tables to the version of this program.
     *
     * @throws DatabaseException if the database cannot be reached, belongs to a newer version, or to something else
     */
    public void migrate() {
        migrate(() -> {});
    }

    /**
     * Migrates the tables, after a callback.
     *
     * @param beforeChanges called when the database is known to be usable, and before anything in it is changed
     */
    public void migrate(Runnable beforeChanges) {
        with(flyway -> {
            refuseNewer(flyway.info());
            beforeChanges.run();
            flyway.migrate();
        });
    }

    private void with(Consumer<Flyway> work) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations(dialect().migrations())
                .load();
        try {
            work.accept(flyway);
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "the tables in " + settings.location() + " cannot be upgraded: " + Failures.inWords(e)
                            + Failures.remedy(e),
                    e);
        }
    }

    private Dialect dialect() {
        ConnectionRequirements requirements = new ConnectionRequirements(settings);
        try (Connection connection = dataSource.getConnection()) {
            Dialect dialect = Dialect.of(connection);
            requirements.requireOf(connection);
            return dialect;
        } catch (SQLException e) {
            throw requirements.unreachable(e);
        }
    }

    /** Rejects a newer database, with which Flyway itself would warn and continue. */
    private void refuseNewer(MigrationInfoService info) {
        for (MigrationInfo applied : info.applied()) {
            if (isNewer(applied.getState())) {
                throw new NewerDatabaseException(
                        "the tables in " + settings.location() + " have version " + applied.getVersion()
                                + ", which is newer than this Holdfast. Use the newer Holdfast. Nothing was changed.");
            }
        }
    }

    private static boolean isNewer(MigrationState state) {
        return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
    }
}
