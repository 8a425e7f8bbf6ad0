package org.holdfast.engine.message;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** The payload of an Application Message. Its array is not copied and must not be changed. */
public class Payload {
    /** The empty payload: a retained message with it clears its topic [MQTT-3.3.1-6]. */
    public static final Payload EMPTY = new Payload(new byte[0]);

    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a payload of these bytes, which are not copied. */
    public static Payload of(byte[] bytes) {
        if (bytes.length >= Large.LEAST) {
            return new Large(bytes);
        }
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

    /** The bytes of heap that count once, however many sessions hold it; 0: it counts for each. */
    public int sharedSize() {
        return 0;
    }

    /** Holds it for one more session; returns the bytes of heap that this takes: none unless it is the first. */
    public int hold() {
        return 0;
    }

    /** Ends the holding of one session; returns the bytes of heap that this frees: none unless it was the last. */
    public int release() {
        return 0;
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

    /** One so large that counting its holders costs little in comparison. */
    private static final class Large extends Payload {
        private static final int LEAST = 16 << 10;

        private final AtomicInteger holders = new AtomicInteger();

        Large(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int sharedSize() {
            return heapSize();
        }

        @Override
        public int hold() {
            return holders.getAndIncrement() == 0 ? heapSize() : 0;
        }

        @Override
        public int release() {
            return holders.decrementAndGet() == 0 ? heapSize() : 0;
        }
    }
}
