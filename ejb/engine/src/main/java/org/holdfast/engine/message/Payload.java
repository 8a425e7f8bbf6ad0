package org.holdfast.engine.message;

import java.util.Arrays;

/** The payload of an Application Message. Its array is not copied and must not be changed. */
public final class Payload {
    /** The empty payload: a retained message with it clears its topic [MQTT-3.3.1-6]. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a payload of these bytes, which are not copied. */
    public static Payload of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Payload(bytes);
    }

    /** The bytes, not a copy: read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The bytes of heap that it takes. */
    int heapSize() {
        return isEmpty() ? 0 : HeapSize.WRAPPER + HeapSize.ofBytes(bytes.length);
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Payload[" + bytes.length + " bytes]";
    }
}
