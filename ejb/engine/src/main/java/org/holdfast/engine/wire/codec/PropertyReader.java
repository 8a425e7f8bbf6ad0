package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.PropertyId;

/**
 * Iterates over the properties of one packet (section 2.2.2). The caller reads the value of each before the next; a
 * property that must not occur twice is checked here.
 */
final class PropertyReader {
    private final ByteBuf in;
    private long seen;

    /** Begins with the length of the properties; the rest of the packet stays in {@code packet}. */
    PropertyReader(ByteBuf packet) {
        int length = Field.variable(packet);
        if (length > packet.readableBytes()) {
            throw MqttException.malformed("the properties are longer than their packet");
        }
        in = packet.readSlice(length);
    }

    /** The identifier of the next property, or -1 at the end. */
    int next() {
        if (!in.isReadable()) {
            return -1;
        }
        int id = Field.variable(in);
        boolean repeatable = id == PropertyId.USER_PROPERTY || id == PropertyId.SUBSCRIPTION_IDENTIFIER;
        if (!repeatable && id < Long.SIZE) {
            long bit = 1L << id;
            if ((seen & bit) != 0) {
                throw MqttException.protocolError("property " + id + " occurs twice");
            }
            seen |= bit;
        }
        return id;
    }

    /** The rest of the properties. */
    ByteBuf in() {
        return in;
    }

    int oneByte() {
        return Field.oneByte(in);
    }

    boolean flag() {
        int value = Field.oneByte(in);
        if (value > 1) {
            throw MqttException.protocolError("a property that must be 0 or 1 is " + value);
        }
        return value == 1;
    }

    int twoBytes() {
        return Field.twoBytes(in);
    }

    int twoBytesNotZero() {
        int value = Field.twoBytes(in);
        if (value == 0) {
            throw MqttException.protocolError("a property that must not be 0 is 0");
        }
        return value;
    }

    long fourBytes() {
        return Field.fourBytes(in);
    }

    String text() {
        return Field.text(in);
    }

    /** Checks a User Property and skips it. */
    void skipUserProperty() {
        Field.text(in);
        Field.text(in);
    }

    /** Checks and skips the properties of a packet that has no others than User Properties. */
    void skipUserProperties() {
        for (int id; (id = next()) >= 0; ) {
            if (id != PropertyId.USER_PROPERTY) {
                throw notAllowed(id);
            }
            skipUserProperty();
        }
    }

    static MqttException notAllowed(int id) {
        return MqttException.malformed("property " + id + " is not allowed in this packet");
    }
}
