package org.holdfast.beans.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @TempDir
    Path folder;

    private TestDatabase database;
    private AuditLog log;

    @BeforeEach
    void open() {
        database = new TestDatabase(
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 1_024, "NORMAL"));
        log = new AuditLog(database.console());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theNewestComeFirstAndOlderOnesAfterThem() {
        for (int i = 1; i <= 5; i++) {
            log.add(new NewEntry(i, "admin", "do", "subject " + i, ""));
        }

        assertThat(log.list(Long.MAX_VALUE, 2))
                .extracting(AuditRecord::subject)
                .containsExactly("subject 5", "subject 4");
        long last = log.list(Long.MAX_VALUE, 2).get(1).id();
        assertThat(log.list(last, 9))
                .extracting(AuditRecord::subject)
                .containsExactly("subject 3", "subject 2", "subject 1");
    }

    @Test
    void onlySoManyAreKept() {
        database.console()
                .with(entityManager -> entityManager.createNativeQuery("""
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10150)
                        INSERT INTO audit_entry (at, who, action, subject, detail) SELECT i, 'w', 'a', 's', '' FROM n
                        """).executeUpdate());
        for (int i = 0; i < 50; i++) {
            log.add(new NewEntry(i, "w", "a", "s", ""));
        }

        assertThat(count()).isEqualTo(AuditLog.KEPT);
    }

    private long count() {
        return database.console().with(entityManager -> ((Number) entityManager
                        .createNativeQuery("SELECT count(*) FROM audit_entry")
                        .getSingleResult())
                .longValue());
    }

    @Test
    void aLongTextIsCut() {
        log.add(new NewEntry(1, "x".repeat(100_000), "login.failed", "a\0b", ""));

        AuditRecord entry = log.list(Long.MAX_VALUE, 1).get(0);
        assertThat(entry.who()).hasSizeLessThan(2_100);
        assertThat(entry.subject()).isEqualTo("a?b");
    }
}
