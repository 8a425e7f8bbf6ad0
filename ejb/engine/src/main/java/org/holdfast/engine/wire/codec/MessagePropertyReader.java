package org.holdfast.engine.wire.codec;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.topic.TopicName;

/** Reads the properties of a PUBLISH or a Will: those that are forwarded unchanged, and those for the broker. */
final class MessagePropertyReader {
    private static final byte[] NO_BYTES = new byte[0];

    private final PropertyReader reader;
    private final boolean ofWill;
    private final ByteArrayOutputStream passedOn = new ByteArrayOutputStream(0);

    private long expiryInterval = Message.NO_EXPIRY_INTERVAL;
    private int topicAlias;
    private long willDelay;

    private MessagePropertyReader(ByteBuf packet, boolean ofWill) {
        this.reader = new PropertyReader(packet);
        this.ofWill = ofWill;
        ByteBuf in = reader.in();
        for (int start = in.readerIndex(), id; (id = reader.next()) >= 0; start = in.readerIndex()) {
            if (read(id)) {
                copy(in, start);
            }
        }
    }

    static MessagePropertyReader ofPublish(ByteBuf packet) {
        return new MessagePropertyReader(packet, false);
    }

    static MessagePropertyReader ofWill(ByteBuf packet) {
        return new MessagePropertyReader(packet, true);
    }

    /** Reads one; returns whether it is forwarded. */
    private boolean read(int id) {
        switch (id) {
            case PropertyId.PAYLOAD_FORMAT_INDICATOR -> reader.flag();
            case PropertyId.CONTENT_TYPE -> reader.text();
            case PropertyId.RESPONSE_TOPIC -> checkResponseTopic(reader.text());
            case PropertyId.CORRELATION_DATA -> Field.binary(reader.in());
            case PropertyId.USER_PROPERTY -> reader.skipUserProperty();
            default -> {
                readOwn(id);
                return false;
            }
        }
        return true;
    }

    private void readOwn(int id) {
        if (id == PropertyId.MESSAGE_EXPIRY_INTERVAL) {
            expiryInterval = reader.fourBytes();
        } else if (id == PropertyId.TOPIC_ALIAS && !ofWill) {
            topicAlias = alias(reader.twoBytes());
        } else if (id == PropertyId.WILL_DELAY_INTERVAL && ofWill) {
            willDelay = reader.fourBytes();
        } else if (id == PropertyId.SUBSCRIPTION_IDENTIFIER && !ofWill) {
            throw MqttException.protocolError(
                    "a client must not send a Subscription Identifier in PUBLISH"); // [MQTT-3.3.4-6]
        } else {
            throw PropertyReader.notAllowed(id);
        }
    }

    private static int alias(int value) {
        if (value == 0) {
            throw new MqttException(ReasonCode.TOPIC_ALIAS_INVALID, "Topic Alias is 0"); // [MQTT-3.3.2-8]
        }
        return value;
    }

    private static void checkResponseTopic(String topic) {
        try {
            TopicName.of(topic);
        } catch (IllegalArgumentException e) {
            throw MqttException.protocolError("Response Topic: " + e.getMessage()); // [MQTT-3.3.2-14]
        }
    }

    private void copy(ByteBuf in, int start) {
        byte[] bytes = new byte[in.readerIndex() - start];
        in.getBytes(start, bytes);
        passedOn.writeBytes(bytes);
    }

    Properties passedOn() {
        return Properties.ofEncoded(passedOn.size() == 0 ? NO_BYTES : passedOn.toByteArray());
    }

    /** In seconds, or {@link Message#NO_EXPIRY_INTERVAL}. */
    long expiryInterval() {
        return expiryInterval;
    }

    /** 0 for none. */
    int topicAlias() {
        return topicAlias;
    }

    /** In seconds. */
    long willDelay() {
        return willDelay;
    }
}
