package org.holdfast.beans.store;

import java.nio.file.Path;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.BrokerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionStoreTest extends SessionStoreContract {
    @TempDir
    Path folder;

    private TestDatabase database;

    @BeforeEach
    void open() {
        String url = "jdbc:sqlite:" + folder.resolve("holdfast.db");
        database = new TestDatabase(new StoreSettings(url, null, null, 1_024, "FULL"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    BrokerStore store() {
        return database.broker();
    }
}
