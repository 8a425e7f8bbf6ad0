package org.holdfast.engine.routing;

import java.util.Arrays;

/** The Subscription Identifiers that go with a delivery (section 3.3.2.3.8). Immutable. */
public final class Identifiers {
    public static final Identifiers NONE = new Identifiers();

    private final int[] values;

    private Identifiers(int... values) {
        this.values = values;
    }

    /** The identifier of one subscription; 0 stands for none. */
    public static Identifiers of(int identifier) {
        return identifier == 0 ? NONE : new Identifiers(identifier);
    }

    /** Returns the first {@code size} of these values. */
    public static Identifiers of(int[] values, int size) {
        return size == 0 ? NONE : new Identifiers(Arrays.copyOf(values, size));
    }

    /** The number of identifiers. */
    public int size() {
        return values.length;
    }

    /** The identifier at an index. */
    public int get(int index) {
        return values[index];
    }

    /** Whether there are no identifiers. */
    public boolean isEmpty() {
        return values.length == 0;
    }
}
