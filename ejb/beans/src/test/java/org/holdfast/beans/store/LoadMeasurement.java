package org.holdfast.beans.store;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.queries.Cursor;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.store.row.StoredMessage;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.LoadProgress;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how fast retained messages come out of SQLite into memory at a start, for docs/benchmarks.md. Its name keeps it out
 * of the build.
 */
class LoadMeasurement {
    private static final int ROWS = 1_000_000;
    private static final int BATCH = 10_000;
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void printRates() throws Exception {
        StoreSettings settings =
                new StoreSettings("jdbc:sqlite:" + folder.resolve("holdfast.db"), null, null, 102_400, "NORMAL");
        try (TestDatabase database = new TestDatabase(settings)) {
            for (int from = 0; from < ROWS; from += BATCH) {
                database.store().write(batch(from));
            }
            for (int round = 0; round < ROUNDS; round++) {
                load(database);
            }
            for (int round = 0; round < ROUNDS; round++) {
                printReads("JDBC, by the mapping of the entity", () -> readByMapping(database));
                printReads("EclipseLink's cursor, read-only", () -> readByCursor(database));
            }
        }
    }

    private static void load(TestDatabase database) {
        Clock clock = Clock.systemUTC();
        GroupCommit commits = new GroupCommit(CommitConfig.DEFAULT, database.broker(), clock);
        RetainedMessages retained = new RetainedMessages(RetainedConfig.DEFAULT, database.store(), commits, clock);
        List<LoadProgress> progress = new ArrayList<>();
        retained.load(progress::add);
        long rate = progress.get(progress.size() - 1).perSecond();
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%,d messages, %,d per second, heap afterwards %,d MB of at most %,d%n",
                retained.status().count(),
                rate,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void printReads(String way, Callable<Long> read) throws Exception {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long rows = read.call();
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        System.out.printf(Locale.ROOT, "%s: %,.0f rows per second of CPU time%n", way, rows * 1e9 / cpu);
    }

    private static long readByMapping(TestDatabase database) {
        AtomicLong rows = new AtomicLong();
        database.store().readAll(message -> rows.incrementAndGet());
        return rows.get();
    }

    private static long readByCursor(TestDatabase database) throws Exception {
        return database.inNew(entityManager -> {
            Cursor rows = (Cursor) entityManager
                    .createQuery("SELECT m FROM StoredMessage m")
                    .setHint(QueryHints.CURSOR, true)
                    .setHint(QueryHints.READ_ONLY, true)
                    .setHint(QueryHints.MAINTAIN_CACHE, false)
                    .getSingleResult();
            long read = 0;
            for (; rows.hasNext(); read++) {
                ((StoredMessage) rows.next()).toRetained(publisher -> publisher);
            }
            rows.close();
            return read;
        });
    }

    private static List<RetainedChange> batch(int from) {
        List<RetainedChange> changes = new ArrayList<>(BATCH);
        for (int number = from; number < from + BATCH; number++) {
            changes.add(new RetainedChange.Set(message(number)));
        }
        return changes;
    }

    private static RetainedMessage message(int number) {
        String topic = String.format(
                Locale.ROOT, "bench/plant/site%d/line%02d/dev%06d/state", number % 10, number / 10 % 100, number);
        return new RetainedMessage(
                new Message(
                        TopicName.of(topic),
                        Payload.of(new byte[128]),
                        QoS.AT_LEAST_ONCE,
                        true,
                        Properties.NONE,
                        Message.NEVER,
                        1_800_000_000_000L,
                        "publisher"),
                new Version(number, 0));
    }
}
