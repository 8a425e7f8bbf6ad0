package org.holdfast.beans.store;

import java.nio.file.Path;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.RetainedStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends RetainedStoreContract {
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
    protected RetainedStore store() {
        return database.store();
    }
}
