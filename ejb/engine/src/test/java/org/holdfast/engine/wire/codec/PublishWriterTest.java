package org.holdfast.engine.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.codec.PublishWriter.TopicAlias;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link PublishWriter} writes, netty-codec-mqtt's decoder reads. */
class PublishWriterTest {
    private static final long NOW = 1_000_000;
    private static final Properties PROPERTIES = Properties.builder()
            .payloadUtf8()
            .contentType("text/plain")
            .responseTopic("answers")
            .correlationData(new byte[] {1, 2, 3})
            .userProperty("größe", "1")
            .userProperty("größe", "2")
            .build();

    static Stream<Arguments> everyShape() {
        return Stream.of(true, false).flatMap(mqtt5 -> Stream.of(QoS.values())
                .flatMap(qos -> Stream.of("t", "a/b/c", "ü/ß/✓", "x".repeat(200), "y".repeat(65_535))
                        .flatMap(topic -> Stream.of(0, 1, 100, 20_000, 3_000_000)
                                .map(payload -> Arguments.of(mqtt5, qos, topic, payload)))));
    }

    @ParameterizedTest
    @MethodSource("everyShape")
    void writesWhatAnotherDecoderReads(boolean mqtt5, QoS qos, String topic, int payload) {
        Delivery delivery = new Delivery(message(topic, payload, Message.NEVER), qos, true, Identifiers.NONE);
        MqttPublishMessage read = decode(write(delivery, mqtt5, TopicAlias.NONE), mqtt5);
        assertThat(read.variableHeader().topicName()).isEqualTo(topic);
        assertThat(read.fixedHeader().qosLevel().value()).isEqualTo(qos.value());
        assertThat(read.fixedHeader().isRetain()).isTrue();
        assertThat(read.variableHeader().packetId()).isEqualTo(qos == QoS.AT_MOST_ONCE ? -1 : 77);
        assertThat(read.payload().readableBytes()).isEqualTo(payload);
        read.release();
    }

    @Test
    void passesPropertiesOnUnchangedAndInOrder() {
        Delivery delivery = new Delivery(message("t", 1, Message.NEVER), QoS.AT_LEAST_ONCE, false, Identifiers.NONE);
        MqttProperties read = properties(delivery, TopicAlias.NONE);
        assertThat(read.getProperty(PropertyId.CONTENT_TYPE).value()).isEqualTo("text/plain");
        assertThat(read.getProperty(PropertyId.RESPONSE_TOPIC).value()).isEqualTo("answers");
        assertThat(read.getProperty(PropertyId.CORRELATION_DATA).value()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(read.getProperties(PropertyId.USER_PROPERTY))
                .extracting(property -> ((MqttProperties.UserProperty) property).value().value)
                .containsExactly("1", "2");
    }

    @Test
    void sendsTheRemainingSecondsAndAllSubscriptionIdentifiers() {
        Identifiers identifiers = Identifiers.of(new int[] {1, 268_435_455}, 2);
        Delivery delivery = new Delivery(message("t", 1, NOW + 9_001), QoS.AT_LEAST_ONCE, false, identifiers);
        MqttProperties read = properties(delivery, TopicAlias.NONE);
        assertThat(read.getProperty(PropertyId.MESSAGE_EXPIRY_INTERVAL).value()).isEqualTo(10);
        assertThat(read.getProperties(PropertyId.SUBSCRIPTION_IDENTIFIER))
                .map(property -> ((MqttProperties.IntegerProperty) property).value())
                .containsExactly(1, 268_435_455);
    }

    @Test
    void aKnownAliasStandsForTheTopic() {
        Delivery delivery = new Delivery(message("t", 1, Message.NEVER), QoS.AT_LEAST_ONCE, false, Identifiers.NONE);
        MqttPublishMessage first = decode(write(delivery, true, new TopicAlias(3, false)), true);
        MqttPublishMessage later = decode(write(delivery, true, new TopicAlias(3, true)), true);
        assertThat(first.variableHeader().topicName()).isEqualTo("t");
        assertThat(later.variableHeader().topicName()).isEmpty();
        for (MqttPublishMessage message : new MqttPublishMessage[] {first, later}) {
            MqttProperties read = message.variableHeader().properties();
            assertThat(read.getProperty(PropertyId.TOPIC_ALIAS).value()).isEqualTo(3);
            message.release();
        }
    }

    private static MqttProperties properties(Delivery delivery, TopicAlias alias) {
        MqttPublishMessage message = decode(write(delivery, true, alias), true);
        message.release();
        return message.variableHeader().properties();
    }

    private static ByteBuf write(Delivery delivery, boolean mqtt5, TopicAlias alias) {
        ByteBuf out = Unpooled.buffer();
        PublishWriter.writeHead(out, delivery, 77, false, mqtt5, alias, NOW);
        out.writeBytes(delivery.message().payload().bytes());
        assertThat(PublishWriter.size(delivery, mqtt5, alias)).isEqualTo(out.readableBytes());
        return out;
    }

    private static MqttPublishMessage decode(ByteBuf bytes, boolean mqtt5) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(268_435_460));
        channel.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(mqtt5 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
        channel.writeInbound(bytes);
        MqttPublishMessage message = channel.readInbound();
        assertThat(message.decoderResult().isSuccess()).isTrue();
        return message;
    }

    private static Message message(String topic, int payload, long expiresAt) {
        return new Message(
                TopicName.of(topic, topic.getBytes(StandardCharsets.UTF_8).length),
                Payload.of(new byte[payload]),
                QoS.EXACTLY_ONCE,
                true,
                PROPERTIES,
                expiresAt,
                NOW,
                "");
    }
}
