package org.holdfast.engine.retained.tree;

import java.util.Comparator;

/**
 * The version of a retained message: a hybrid logical clock and the node that set it, so that any two changes of a topic
 * have an order that all nodes agree on.
 *
 * @param clock 48 bits of wall-clock milliseconds and 16 bits that count within one
 * @param node the node that made the change; decides between equal clocks
 */
public record Version(long clock, int node) implements Comparable<Version> {
    private static final Comparator<Version> ORDER =
            Comparator.comparingLong(Version::clock).thenComparingInt(Version::node);

    /** Whether this is the later change. */
    public boolean isNewerThan(Version other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }
}
