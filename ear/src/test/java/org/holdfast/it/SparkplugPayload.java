package org.holdfast.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A payload of Sparkplug B: the message {@code Payload} of sparkplug_b.proto, in the encoding of Protocol Buffers. */
final class SparkplugPayload {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int INT64 = 4;
    private static final int BYTES = 17;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private SparkplugPayload() {}

    /** One without metrics. */
    static SparkplugPayload of(long timestamp) {
        return new SparkplugPayload().number(1, timestamp);
    }

    /** Adds a metric. */
    SparkplugPayload with(String name, long value) {
        return metric(metric(name, INT64).number(11, value));
    }

    /** Adds a metric. */
    SparkplugPayload with(String name, byte[] value) {
        return metric(metric(name, BYTES).field(16, value));
    }

    private static SparkplugPayload metric(String name, int type) {
        return new SparkplugPayload()
                .field(1, name.getBytes(StandardCharsets.UTF_8))
                .number(4, type);
    }

    private SparkplugPayload metric(SparkplugPayload metric) {
        return field(2, metric.out.toByteArray());
    }

    private SparkplugPayload number(int field, long value) {
        varint(field << 3 | VARINT);
        varint(value);
        return this;
    }

    private SparkplugPayload field(int field, byte[] value) {
        varint((long) field << 3 | LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while (rest < 0 || rest > 0x7F) {
            out.write((int) rest | 0x80); // a stream takes the lower eight bits
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(out.toByteArray());
    }
}
