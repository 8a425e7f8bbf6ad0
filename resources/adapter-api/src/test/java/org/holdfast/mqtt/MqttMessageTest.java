package org.holdfast.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.holdfast.mqtt.gateway.Envelope;
import org.junit.jupiter.api.Test;

class MqttMessageTest {
    private final byte[] payload = "on".getBytes(UTF_8);

    private final MqttProperties properties = MqttProperties.builder()
            .payloadUtf8(true)
            .messageExpiry(Duration.ofMillis(90_500))
            .contentType("text/plain")
            .responseTopic("answers")
            .correlationData(new byte[] {1, 2})
            .userProperty("a", "1")
            .userProperty("a", "2")
            .build();

    /** A message with these properties. */
    private final Envelope envelope = new Envelope() {
        @Override
        public String topic() {
            return "a/b";
        }

        @Override
        public byte[] payload() {
            return payload;
        }

        @Override
        public int qos() {
            return 1;
        }

        @Override
        public boolean retain() {
            return true;
        }

        @Override
        public boolean duplicate() {
            return false;
        }

        @Override
        public void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
            properties.copyTo(property, userProperty);
            property.accept(SUBSCRIPTION_IDENTIFIER, 7);
            property.accept("of a later version", "?");
        }
    };

    @Test
    void saysWhatWasPublished() {
        MqttMessage message = new MqttMessage(envelope, 1);

        assertThat(message.topic()).isEqualTo("a/b");
        assertThat(message.text()).isEqualTo("on");
        assertThat(message.qos()).isEqualTo(QoS.AT_LEAST_ONCE);
        assertThat(message.isRetained()).isTrue();
        assertThat(message.isDuplicate()).isFalse();
        assertThat(message.attempt()).isEqualTo(1);
    }

    @Test
    void isADuplicateFromTheSecondAttemptOn() {
        assertThat(new MqttMessage(envelope, 2).isDuplicate()).isTrue();
    }

    @Test
    void hasTheProperties() {
        MqttProperties read = new MqttMessage(envelope, 1).properties();

        assertThat(read.payloadUtf8()).isTrue();
        assertThat(read.messageExpiry()).isEqualTo(Duration.ofSeconds(90));
        assertThat(read.contentType()).isEqualTo("text/plain");
        assertThat(read.responseTopic()).isEqualTo("answers");
        assertThat(read.correlationData()).containsExactly(1, 2);
        assertThat(read.userProperties()).extracting("value").containsExactly("1", "2");
        assertThat(read.userProperty("a")).isEqualTo("1");
        assertThat(read.userProperty("b")).isNull();
        assertThat(read.subscriptionIdentifiers()).containsExactly(7);
    }

    @Test
    void nobodyChangesThePayloadThatOthersHaveToo() {
        MqttMessage message = new MqttMessage(envelope, 1);

        message.bytes()[0] = 'X';
        assertThatThrownBy(() -> message.payload().put((byte) 'X')).isInstanceOf(ReadOnlyBufferException.class);

        assertThat(message.text()).isEqualTo("on");
    }

    @Test
    void propertiesThatCannotBeSentAreRefused() {
        assertThatThrownBy(() -> MqttProperties.builder().messageExpiry(Duration.ofMillis(999)))
                .hasMessageContaining("1 to 4294967295 seconds");
        assertThatThrownBy(() -> MqttProperties.builder().responseTopic("a/+"))
                .hasMessageContaining("must not contain wildcards");
        assertThatThrownBy(() -> MqttProperties.builder().correlationData(new byte[65_536]))
                .hasMessageContaining("at most 65,535 bytes");
        assertThatThrownBy(() -> MqttProperties.builder().contentType("x".repeat(65_536)))
                .hasMessageContaining("at most 65,535 bytes");
        assertThatThrownBy(() -> MqttProperties.builder().userProperty("unit", "a\0b"))
                .hasMessage("a User Property must not contain a null character");
        assertThatThrownBy(() -> MqttProperties.builder().userProperty("\udc00", ""))
                .hasMessage("a User Property must be Unicode text without unpaired surrogates");
        assertThatThrownBy(() -> QoS.of(7)).hasMessageContaining("QoS must be 0, 1 or 2, not 7");
    }
}
