package org.holdfast.adapter.link;

import java.util.function.BiConsumer;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.holdfast.mqtt.Topics;
import org.holdfast.mqtt.gateway.Envelope;

/** A message of an application. Immutable, as long as the application does not change the payload. */
public final class Outgoing implements Envelope {
    private static final int LARGEST = 268_435_455;

    private final String topic;
    private final byte[] payload;
    private final int qos;
    private final boolean retain;
    private final MqttProperties properties;

    private Outgoing(String topic, byte[] payload, int qos, boolean retain, MqttProperties properties) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.retain = retain;
        this.properties = properties;
    }

    /**
     * Creates a message, and checks it now and not only at the end of the transaction.
     *
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    public static Outgoing of(String topic, byte[] payload, QoS qos, boolean retain, MqttProperties properties) {
        if (payload.length > LARGEST) {
            throw new IllegalArgumentException("a packet must have at most " + LARGEST + " bytes");
        }
        return new Outgoing(Topics.checkedName(topic), payload, qos.value(), retain, properties);
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public int qos() {
        return qos;
    }

    @Override
    public boolean retain() {
        return retain;
    }

    @Override
    public boolean duplicate() {
        return false;
    }

    @Override
    public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
        properties.copyTo(property, userProperty);
    }
}
