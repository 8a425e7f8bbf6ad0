package org.holdfast.mqtt;

/** The Quality of Service of a message (section 4.3). */
public enum QoS {
    /** 0: a message may be lost. */
    AT_MOST_ONCE(0),
    /** 1: a message arrives, perhaps more than once. */
    AT_LEAST_ONCE(1),
    /**
     * 2: a message arrives exactly once at the next client; a bean may receive it again after a rollback or a crash.
     */
    EXACTLY_ONCE(2);

    private final int value;

    QoS(int value) {
        this.value = value;
    }

    /**
     * Returns the number of the QoS in the standard.
     *
     * @return 0, 1 or 2
     */
    public int value() {
        return value;
    }

    /**
     * Returns the QoS with a number.
     *
     * @param value the number
     * @return the QoS
     * @throws IllegalArgumentException if it is not 0, 1 or 2
     */
    public static QoS of(int value) {
        return switch (value) {
            case 0 -> AT_MOST_ONCE;
            case 1 -> AT_LEAST_ONCE;
            case 2 -> EXACTLY_ONCE;
            default -> throw new IllegalArgumentException("QoS must be 0, 1 or 2, not " + value);
        };
    }
}
