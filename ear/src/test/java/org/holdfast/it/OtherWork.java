package org.holdfast.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the processors do for others than a test and its broker, while something is measured. A time within which 99 of 100 messages
 * arrive says something about the broker only where the processors are there for it.
 */
final class OtherWork {
    private static final Path STAT = Path.of("/proc/stat");
    private static final double QUIET = 0.1;
    private static final int TICKS_PER_SECOND = 100;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private final ProcessHandle broker;
    private final Times begin;

    /** Processor time since the machine was started. */
    private record Times(double all, double busy, double ours) {}

    private OtherWork(BrokerProcess broker) {
        this.broker = broker.handle();
        this.begin = times();
    }

    /** From now on. */
    static OtherWork beside(BrokerProcess broker) {
        return new OtherWork(broker);
    }

    /** Whether others have had less than a tenth of the processors. Where nobody can tell, that is so. */
    boolean isLittle() {
        return share() < QUIET;
    }

    /** The part of all processors that others have had, from 0 to 1. */
    double share() {
        Times end = times();
        double all = end.all - begin.all;
        return all == 0 ? 0 : (end.busy - begin.busy - (end.ours - begin.ours)) / all;
    }

    private Times times() {
        if (!Files.isReadable(STAT)) {
            return new Times(0, 0, 0);
        }
        try {
            long[] ticks = Stream.of(Files.readAllLines(STAT).get(0).split(" +"))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
            double all = LongStream.of(ticks).limit(8).sum() / (double) TICKS_PER_SECOND;
            double idle = (ticks[IDLE] + ticks[WAITING]) / (double) TICKS_PER_SECOND;
            return new Times(all, all - idle, seconds(broker) + seconds(ProcessHandle.current()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }
}
