package org.holdfast.engine.message;

/** Retain Handling: when a subscription gets the retained messages (section 3.8.3.1). */
public enum RetainHandling {
    SEND_ALWAYS(0),
    /** At a SUBSCRIBE that makes a new subscription. */
    SEND_IF_NEW(1),
    DO_NOT_SEND(2);

    private final int value;

    RetainHandling(int value) {
        this.value = value;
    }

    /**
     * The Retain Handling with this number.
     *
     * @param value 0 to 2
     */
    public static RetainHandling of(int value) {
        return switch (value) {
            case 0 -> SEND_ALWAYS;
            case 1 -> SEND_IF_NEW;
            case 2 -> DO_NOT_SEND;
            default -> throw new IllegalArgumentException("Retain Handling must be 0, 1 or 2, not " + value);
        };
    }

    /** 0, 1 or 2. */
    public int value() {
        return value;
    }
}
