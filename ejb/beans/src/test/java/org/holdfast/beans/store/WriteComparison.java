package org.holdfast.beans.store;

import jakarta.persistence.EntityManager;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.connection.Dialect;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.beans.store.row.Tables;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares the ways to write retained messages to SQLite, and prints the table of docs/benchmarks.md. Its name keeps
 * it out of the build; the command that runs it is there too.
 */
class WriteComparison {
    private static final int ROWS = 100_000;
    private static final int ROUNDS = 2;
    private static final int[] BATCHES = {100, 1_000, 10_000};
    private static final String UPDATE = """
            UPDATE StoredMessage m SET m.payload = :payload, m.qos = :qos, m.properties = :properties,
                m.publisher = :publisher, m.publishedAt = :publishedAt, m.expiresAt = :expiresAt,
                m.versionClock = :versionClock, m.versionNode = :versionNode
            WHERE m.topic = :topic
            """;

    @TempDir
    Path folder;

    /** Writes one batch in one transaction. */
    @FunctionalInterface
    private interface Writer {
        void write(TestDatabase database, List<RetainedChange> batch) throws Exception;
    }

    /** A way to write, to topics that have a row or have none. */
    private record Way(String name, boolean isOfNewRows, Writer writer) {}

    private static final List<Way> WAYS = List.of(
            new Way("JPA persist", true, WriteComparison::persist),
            new Way("JPA merge", false, WriteComparison::merge),
            new Way("JPQL update", false, WriteComparison::update),
            new Way("JDBC batch, connection of the EntityManager", true, WriteComparison::unwrapped),
            new Way("JDBC batch, connection of the EntityManager", false, WriteComparison::unwrapped),
            new Way("plain JDBC batch", true, WriteComparison::plain),
            new Way("plain JDBC batch", false, WriteComparison::plain));

    @Test
    void printTable() throws Exception {
        System.out.println("| way | rows | batch | rows/s | rows/s of CPU time |");
        System.out.println("|---|---|---|---|---|");
        for (int batch : BATCHES) {
            String url = "jdbc:sqlite:" + folder.resolve(batch + ".db");
            try (TestDatabase database = new TestDatabase(new StoreSettings(url, null, null, 102_400, "FULL"))) {
                for (Way way : WAYS) {
                    measure(database, way, batch);
                }
            }
        }
    }

    /** The best of some rounds, because what disturbs a round only makes it slower. */
    private static void measure(TestDatabase database, Way way, int batch) throws Exception {
        long bestWall = Long.MAX_VALUE;
        long bestCpu = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            if (way.isOfNewRows()) {
                empty(database);
            }
            List<RetainedChange> changes = changes(round);
            long wall = System.nanoTime();
            long cpu = cpuTime();
            for (int from = 0; from < ROWS; from += batch) {
                way.writer().write(database, changes.subList(from, from + batch));
            }
            bestCpu = Math.min(bestCpu, cpuTime() - cpu);
            bestWall = Math.min(bestWall, System.nanoTime() - wall);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %,d | %,.0f | %,.0f |%n",
                way.name(),
                way.isOfNewRows() ? "new" : "existing",
                batch,
                ROWS * 1e9 / bestWall,
                ROWS * 1e9 / bestCpu);
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void empty(TestDatabase database) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.createStatement().execute("DELETE FROM retained_message");
        }
    }

    private static List<RetainedChange> changes(int round) {
        return IntStream.range(0, ROWS).mapToObj(i -> change(round, i)).toList();
    }

    private static RetainedChange change(int round, int number) {
        byte[] payload = new byte[128];
        payload[0] = (byte) round;
        return new RetainedChange.Set(new RetainedMessage(
                new Message(
                        TopicName.of(String.format(Locale.ROOT, "plant/line-%02d/device/%016d", number % 50, number)),
                        Payload.of(payload),
                        QoS.AT_LEAST_ONCE,
                        true,
                        Properties.NONE,
                        Message.NEVER,
                        1_800_000_000_000L,
                        "publisher"),
                new Version(number, round)));
    }

    private static void persist(TestDatabase database, List<RetainedChange> batch) throws Exception {
        database.inNew(entityManager -> {
            batch.forEach(change -> entityManager.persist(row(change)));
            return true;
        });
    }

    private static void merge(TestDatabase database, List<RetainedChange> batch) throws Exception {
        database.inNew(entityManager -> {
            entityManager.unwrap(Connection.class); // begins the transaction, so that merge reads on its connection
            batch.forEach(change -> entityManager.merge(row(change)));
            return true;
        });
    }

    private static void update(TestDatabase database, List<RetainedChange> batch) throws Exception {
        database.inNew(entityManager -> {
            batch.forEach(change -> updateRow(entityManager, ((RetainedChange.Set) change).retained()));
            return true;
        });
    }

    private static void updateRow(EntityManager entityManager, RetainedMessage retained) {
        Message message = retained.message();
        entityManager
                .createQuery(UPDATE)
                .setParameter("topic", message.topic().value())
                .setParameter("payload", message.payload().bytes())
                .setParameter("qos", message.qos().value())
                .setParameter("properties", message.properties().encoded())
                .setParameter("publisher", message.publisher())
                .setParameter("publishedAt", message.publishedAt())
                .setParameter("expiresAt", null)
                .setParameter("versionClock", retained.version().clock())
                .setParameter("versionNode", retained.version().node())
                .executeUpdate();
    }

    private static void unwrapped(TestDatabase database, List<RetainedChange> batch) {
        database.store().write(batch);
    }

    private static void plain(TestDatabase database, List<RetainedChange> batch) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            new ChangeBatch(connection, Tables.in(Dialect.SQLITE)).write(batch);
            connection.commit();
        }
    }

    private static StoredMessage row(RetainedChange change) {
        return StoredMessage.of(((RetainedChange.Set) change).retained());
    }
}
