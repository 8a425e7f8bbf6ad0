package org.holdfast.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.message.PropertyId;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of what one client may send or own: what reaches it is accepted, and one more is refused and named. */
class ClientLimitsTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create()
            .packetLimits(new PacketLimits(10_000, 1_000, 3, 4))
            .maximumSubscriptions(5)
            .maximumSessions(3);

    @ParameterizedTest
    @EnumSource
    void aConnectIsSmallerThanOtherPackets(Protocol protocol) {
        RawClient client =
                broker.open(protocol).send("10 e907"); // CONNECT of 1,004 bytes, of which nothing has been sent
        assertThat(client.receiveUntilClosed())
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(connAck -> assertThat(connAck.reasonCode()).isEqualTo(0x95));
        broker.connect(protocol, "other")
                .send("30 .. s'a' [] '%s'".formatted("x".repeat(9_000)))
                .barrier();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"82 .. 0001 [] s'%s' 00 s'%s' 00 s'%s' 00 s'%s' 00", "a2 .. 0001 [] s'%s' s'%s' s'%s' s'%s'"})
    void aSubscribeOrUnsubscribeWithTooManyFiltersEndsTheConnection(String packet) {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send(packet.formatted("a", "b", "c", "d"));
        client.expectDisconnect(0x97);
    }

    @Test
    void topicsAndFiltersHaveTooManyLevels() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.subscribe("a/b/c/+", 1).publish("a/b/c/d", 1, "1");
        client.acknowledge(client.expectPublish("a/b/c/d", 1, "1"));

        client.send("32 .. s'a/b/c/d/e' 0007 [] 'x'");
        ReceivedPacket pubAck = client.expectAck(ReceivedPacket.PUBACK, 7, 0x90);
        assertThat(pubAck.properties().text(PropertyId.REASON_STRING)).contains("at most 4 levels");
        client.send("82 .. 0008 [] s'a/b/c/d/+' 00 s'#' 00");
        assertThat(client.expectType(ReceivedPacket.SUBACK).properties().text(PropertyId.REASON_STRING))
                .contains("at most 4 levels");

        RawClient withWill = broker.open(MQTT_5_0).send("10 .. @ 06 003c [] s'w' [] s'a/b/c/d/e' s'x'");
        withWill.expectRefused(0x90);
    }

    @Test
    void aSessionHasTooManySubscriptions() {
        RawClient client = broker.connect(MQTT_5_0, "client");
        for (String filter : new String[] {"1", "2", "3", "4", "5"}) {
            client.subscribe(filter, 0);
        }
        client.send("82 .. 0001 [] s'6' 00 s'5' 01"); // the second one replaces another
        ReceivedPacket subAck = client.expectCodes(ReceivedPacket.SUBACK, 1, "97 01");
        assertThat(subAck.properties().text(PropertyId.REASON_STRING)).contains("at most 5 subscriptions");

        client.unsubscribe("1").subscribe("6", 0);
    }

    @Test
    void anOlderClientIsToldThatItsSubscriptionFailed() {
        RawClient client = broker.connect(MQTT_3_1_1, "client");
        for (String filter : new String[] {"1", "2", "3", "4", "5"}) {
            client.subscribe(filter, 0);
        }
        client.send("82 .. 0001 s'6' 00").expectCodes(ReceivedPacket.SUBACK, 1, "80");
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void thereAreTooManySessions(Protocol protocol) {
        broker.connect(protocol, "1");
        broker.resume(protocol, "2", false).disconnect(); // its session stays
        RawClient third = broker.connect(protocol, "3");

        broker.open(protocol).send("10 .. @ 02 003c [] s'4'").expectRefused(protocol.hasProperties() ? 0x97 : 3);

        broker.resume(protocol, "2", true); // no new one
        third.disconnect();
        third.expectClosed();
        broker.connect(protocol, "4");
    }
}
