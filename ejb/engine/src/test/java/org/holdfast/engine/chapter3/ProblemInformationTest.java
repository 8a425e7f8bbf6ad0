package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREL;

import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request Problem Information (section 3.1.2.11.7). Nobody may publish or subscribe to {@code secret}. */
class ProblemInformationTest {
    private static final int REASON_STRING = 0x1F;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authorizer(new NoSecrets());

    private RawClient client(String properties) {
        RawClient client =
                broker.open(MQTT_5_0).send("10 .. @ 02 0000 [%s] s'client'".formatted(properties)); // CONNECT
        client.expectAccepted(false);
        return client;
    }

    @Test
    @Normative("MQTT-3.1.2-29")
    void acknowledgementsSayNothingForPeopleWhenItIsZero() {
        RawClient client = client("17 00");
        client.send("32 .. s'secret' 0001 [] 'x'"); // PUBLISH QoS 1
        assertSaysNothing(client.expectAck(PUBACK, 1, 0x87));
        client.send("34 .. s'secret' 0002 [] 'x'"); // PUBLISH QoS 2
        assertSaysNothing(client.expectAck(PUBREC, 2, 0x87));
        assertSaysNothing(client.send("50 02 0003").expectAck(PUBREL, 3, 0x92)); // PUBREC
        assertSaysNothing(client.send("62 02 0004").expectAck(PUBCOMP, 4, 0x92)); // PUBREL
        String tooDeep = "a/".repeat(1_000) + "a";
        client.send("82 .. 0005 [] s'secret' 00 s'%s' 00".formatted(tooDeep)); // SUBSCRIBE
        client.expect("90 .. 0005 [] 87 8f"); // SUBACK
        client.send("a2 .. 0006 [] s'secret' s'%s'".formatted(tooDeep)); // UNSUBSCRIBE
        client.expect("b0 .. 0006 [] 11 8f"); // UNSUBACK
    }

    private static void assertSaysNothing(ReceivedPacket ack) {
        assertThat(ack.properties().all()).isEmpty();
    }

    @Test
    @Normative("MQTT-3.1.2-29")
    void aPublishHasTheUserPropertiesOfItsPublisherAllTheSame() {
        RawClient client = client("17 00").subscribe("a", 0);
        client.send("30 .. s'a' [26 s'k' s'v'] 'x'").expect("30 .. s'a' [26 s'k' s'v'] 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17 01"})
    void theReasonOfARefusedPublishIsToldWhenItIsOneOrAbsent(String properties) {
        RawClient client = client(properties);
        client.send("32 .. s'secret' 0001 [] 'x'"); // PUBLISH QoS 1
        assertThat(client.expectAck(PUBACK, 1, 0x87).properties().text(REASON_STRING))
                .contains("not authorized");
        client.send("34 .. s'secret' 0002 [] 'x'"); // PUBLISH QoS 2
        assertThat(client.expectAck(PUBREC, 2, 0x87).properties().text(REASON_STRING))
                .contains("not authorized");
    }
}
