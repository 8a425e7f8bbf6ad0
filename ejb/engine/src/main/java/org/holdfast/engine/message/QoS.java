package org.holdfast.engine.message;

/** Quality of Service: the guarantee of delivery of an Application Message (section 4.3). */
public enum QoS {
    AT_MOST_ONCE(0),
    AT_LEAST_ONCE(1),
    EXACTLY_ONCE(2);

    private static final QoS[] VALUES = values();

    private final int value;

    QoS(int value) {
        this.value = value;
    }

    /**
     * The QoS with this number.
     *
     * @param value 0 to 2
     */
    public static QoS of(int value) {
        if (value < 0 || value >= VALUES.length) {
            throw new IllegalArgumentException("QoS must be 0, 1 or 2, not " + value);
        }
        return VALUES[value];
    }

    /** 0, 1 or 2. */
    public int value() {
        return value;
    }

    /** The lower of the two. */
    public QoS min(QoS other) {
        return value <= other.value ? this : other;
    }

    /** The higher of the two. */
    public QoS max(QoS other) {
        return value >= other.value ? this : other;
    }
}
