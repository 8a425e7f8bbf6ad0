package org.holdfast.mqtt;

/** How hard sender and receiver try (section 4.3). */
public enum QoS {
    /** 0: a message may be lost. */
    AT_MOST_ONCE(0),
    /** 1: a message arrives, perhaps more than once. */
    AT_LEAST_ONCE(1),
    /** 2: a message arrives exactly once at the next client; a bean may still see it again after a rollback or a crash. */
    EXACTLY_ONCE(2);

    private final int value;

    QoS(int value) {
        this.value = value;
    }

    /**
     * The number that the standard gives it.
     *
     * @return 0, 1 or 2
     */
    public int value() {
        return value;
    }

    /**
     * The one with this number.
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
