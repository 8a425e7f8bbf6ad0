package org.holdfast.engine.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a PUBLISH or a Will that are forwarded unchanged: Payload Format Indicator, Content Type, Response
 * Topic, Correlation Data and User Properties (section 3.3.2.3). Immutable.
 *
 * <p>Kept in the encoding of the standard, one after the other, without the Property Length. Properties that belong to
 * one connection or change on the way (Message Expiry Interval, Topic Alias, Subscription Identifier) are excluded.
 */
public final class Properties {
    /** No properties. */
    public static final Properties NONE = new Properties(new byte[0]);

    /** The largest length of a text or of Binary Data, in bytes (sections 1.5.4 and 1.5.6). */
    public static final int MAXIMUM_LENGTH = 65_535;

    private final byte[] encoded;

    private Properties(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Properties in their wire encoding, which are not copied. The bytes must be well-formed: use {@link #decode} for
     * bytes that may not be.
     */
    public static Properties ofEncoded(byte[] encoded) {
        return encoded.length == 0 ? NONE : new Properties(encoded);
    }

    /**
     * Returns properties that were read from the store.
     *
     * @throws IllegalArgumentException if the bytes are not the encoding of such properties
     */
    public static Properties decode(byte[] encoded) {
        Properties properties = ofEncoded(encoded);
        try {
            for (Cursor at = properties.cursor(); at.next(); ) {
                // walking over every property is the check
            }
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the properties end in the middle of a property", e);
        }
        return properties;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The wire encoding, not a copy: read only. */
    public byte[] encoded() {
        return encoded;
    }

    /** The bytes of heap that they take. */
    int heapSize() {
        return isEmpty() ? 0 : HeapSize.WRAPPER + HeapSize.ofBytes(encoded.length);
    }

    /** Whether there are no properties. */
    public boolean isEmpty() {
        return encoded.length == 0;
    }

    /** Whether the Payload Format Indicator declares UTF-8 text (section 3.3.2.3.2). */
    public boolean isPayloadUtf8() {
        Integer indicator = payloadFormatIndicator();
        return indicator != null && indicator == 1;
    }

    /** The Payload Format Indicator (section 3.3.2.3.2), 0 or 1, or null. */
    public @Nullable Integer payloadFormatIndicator() {
        for (Cursor at = cursor(); at.next(); ) {
            if (at.id == PropertyId.PAYLOAD_FORMAT_INDICATOR) {
                return (int) encoded[at.start];
            }
        }
        return null;
    }

    /** The Content Type (section 3.3.2.3.9), or null. */
    public @Nullable String contentType() {
        return text(PropertyId.CONTENT_TYPE);
    }

    /** The Response Topic (section 3.3.2.3.5), or null. */
    public @Nullable String responseTopic() {
        return text(PropertyId.RESPONSE_TOPIC);
    }

    /** The Correlation Data (section 3.3.2.3.6), a copy, or null. */
    public byte @Nullable [] correlationData() {
        for (Cursor at = cursor(); at.next(); ) {
            if (at.id == PropertyId.CORRELATION_DATA) {
                return Arrays.copyOfRange(encoded, at.start + 2, at.end);
            }
        }
        return null;
    }

    /** The User Properties in the order of the publisher. */
    public List<UserProperty> userProperties() {
        List<UserProperty> pairs = new ArrayList<>();
        for (Cursor at = cursor(); at.next(); ) {
            if (at.id == PropertyId.USER_PROPERTY) {
                int valueAt = at.start + 2 + at.unsignedShort(at.start);
                pairs.add(new UserProperty(at.text(at.start), at.text(valueAt)));
            }
        }
        return List.copyOf(pairs);
    }

    private @Nullable String text(int id) {
        for (Cursor at = cursor(); at.next(); ) {
            if (at.id == id) {
                return at.text(at.start);
            }
        }
        return null;
    }

    private Cursor cursor() {
        return new Cursor(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Properties that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "Properties[" + encoded.length + " bytes]";
    }

    /** Steps from property to property; {@code start} and {@code end} bound the current one's value. */
    private static final class Cursor {
        private final byte[] bytes;
        private int id;
        private int start;
        private int end;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean next() {
            if (end == bytes.length) {
                return false;
            }
            id = bytes[end];
            start = end + 1;
            end = switch (id) {
                case PropertyId.PAYLOAD_FORMAT_INDICATOR -> start + 1;
                case PropertyId.CONTENT_TYPE, PropertyId.RESPONSE_TOPIC, PropertyId.CORRELATION_DATA -> skip(start);
                case PropertyId.USER_PROPERTY -> skip(skip(start));
                default ->
                    throw new IllegalArgumentException("property " + id + " is not a property that is forwarded");
            };
            if (end > bytes.length) {
                throw new IndexOutOfBoundsException(end);
            }
            return true;
        }

        private int skip(int at) {
            return at + 2 + unsignedShort(at);
        }

        int unsignedShort(int at) {
            return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
        }

        String text(int at) {
            return new String(bytes, at + 2, unsignedShort(at), StandardCharsets.UTF_8);
        }
    }

    /** Encodes properties one by one, in the order of the calls. Not thread-safe. */
    public static final class Builder {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private Builder() {}

        /** Declares the payload as UTF-8 text. */
        public Builder payloadUtf8() {
            return payloadFormatIndicator(1);
        }

        /** Sets the Payload Format Indicator: 0 for unspecified bytes, 1 for UTF-8 text. */
        public Builder payloadFormatIndicator(int indicator) {
            out.write(PropertyId.PAYLOAD_FORMAT_INDICATOR);
            out.write(indicator);
            return this;
        }

        /** Sets the Content Type. */
        public Builder contentType(String contentType) {
            out.write(PropertyId.CONTENT_TYPE);
            return text(contentType);
        }

        /** Sets the Response Topic. */
        public Builder responseTopic(String responseTopic) {
            out.write(PropertyId.RESPONSE_TOPIC);
            return text(responseTopic);
        }

        /** Sets the Correlation Data, at most 65,535 bytes. */
        public Builder correlationData(byte[] data) {
            out.write(PropertyId.CORRELATION_DATA);
            return binary(data);
        }

        /** Adds a User Property. */
        public Builder userProperty(String name, String value) {
            out.write(PropertyId.USER_PROPERTY);
            return text(name).text(value);
        }

        private Builder text(String value) {
            return binary(value.getBytes(StandardCharsets.UTF_8));
        }

        private Builder binary(byte[] value) {
            if (value.length > MAXIMUM_LENGTH) {
                throw new IllegalArgumentException("a property must have at most 65,535 bytes, not " + value.length);
            }
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) value.length).array());
            out.writeBytes(value);
            return this;
        }

        public Properties build() {
            return ofEncoded(out.toByteArray());
        }
    }
}
