package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.HashSet;
import java.util.Set;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Client Identifier (section 3.1.3.1): brought by the client or assigned by the broker. */
@Tag(ExternalBroker.TAG)
class ClientIdentifierTest {
    private static final int ASSIGNED_CLIENT_IDENTIFIER = 0x12;
    private static final String PERMITTED = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-3.1.3-5", mqtt3 = "MQTT-3.1.3-5")
    void eachLetterAndDigitIsAClientIdentifier(Protocol protocol) {
        for (int i = 0; i < PERMITTED.length(); i++) {
            broker.connect(protocol, PERMITTED.substring(i, i + 1)).barrier();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "0123456789abcdefghijklm", // 23 characters
                "nopqrstuvwxyzABCDEFGHIJ",
                "DEFGHIJKLMNOPQRSTUVWXYZ",
                "a-longer-one/with~other characters than the standard asks for: Grüße"
            })
    @Normative(value = "MQTT-3.1.3-5", mqtt3 = "MQTT-3.1.3-5")
    void longClientIdentifiersAreAccepted(String clientId) {
        for (Protocol protocol : Protocol.values()) {
            broker.connect(protocol, clientId).barrier();
        }
    }

    private RawClient withoutClientIdentifier(int connectFlags) {
        return broker.open(MQTT_5_0).send("10 .. @ %02x 0000 [11 00000e10] s''".formatted(connectFlags)); // CONNECT
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02}) // Clean Start 0 and 1
    @Normative({"MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16"})
    void theAssignedClientIdentifierIsReportedAndWorksAsANormalOne(int connectFlags) {
        RawClient client = withoutClientIdentifier(connectFlags);
        String assigned = client.expectAccepted(false).properties().text(ASSIGNED_CLIENT_IDENTIFIER);
        client.subscribe("a", 1).disconnect();
        RawClient again = broker.resume(MQTT_5_0, assigned, true);
        broker.connect(MQTT_5_0, "publisher").publish("a", 1, "x");
        again.expectPublish("a", 1, "x");
    }

    @Test
    @Normative({"MQTT-3.1.3-6", "MQTT-3.2.2-16"})
    void assignedClientIdentifiersDifferFromThoseOfAllSessionsLiveAndStored() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            RawClient client = withoutClientIdentifier(0x00);
            String assigned = client.expectAccepted(false).properties().text(ASSIGNED_CLIENT_IDENTIFIER);
            assertThat(all.add(assigned)).as("%s is new", assigned).isTrue();
            if (i % 2 == 0) {
                client.disconnect(); // its session stays
            }
        }
    }

    @Test
    void aClientIdentifierOfItsOwnIsNotReportedAsAssigned() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'own'"); // CONNECT
        assertThat(client.expectAccepted(false).properties().has(ASSIGNED_CLIENT_IDENTIFIER))
                .isFalse();
    }

    @Test
    @Normative(mqtt3 = {"MQTT-3.1.3-6", "MQTT-3.1.3-7"})
    void emptyClientIdentifiersWithCleanSessionLiveSideBySide() {
        RawClient one = broker.connect(MQTT_3_1_1, "").subscribe("a", 0);
        RawClient other = broker.connect(MQTT_3_1_1, "").subscribe("b", 0);
        RawClient publisher =
                broker.connect(MQTT_3_1_1, "publisher").publish("a", 0, "1").publish("b", 0, "2");
        one.expectPublish("a", "1");
        other.expectPublish("b", "2");
        one.expectNothingFrom(publisher);
        other.expectNothingFrom(publisher);
    }

    @Test
    @Normative(mqtt3 = {"MQTT-3.1.3-7", "MQTT-3.1.3-8", "MQTT-3.1.3-9", "MQTT-3.2.2-5"})
    void anEmptyClientIdentifierWithoutCleanSessionIsRejected() {
        broker.open(MQTT_3_1_1).send("10 .. @ 00 0000 s''").expectRefused(0x02); // CONNECT, Clean Session 0
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02})
    void anEmptyClientIdentifierIsRejectedInMqtt31(int connectFlags) {
        broker.open(MQTT_3_1)
                .send("10 .. @ %02x 0000 s''".formatted(connectFlags))
                .expectRefused(0x02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001 00", "0003 61 00 62", "0003 eda080", "0001 ff"})
    @Normative({"MQTT-3.1.3-8", "MQTT-3.1.3-4", "MQTT-3.2.2-7"})
    void aClientIdentifierThatIsNoTextEndsTheConnection(String clientId) {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] %s".formatted(clientId)); // CONNECT
        client.expectRefused(0x81);
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-3.1.3-2", mqtt3 = "MQTT-3.1.3-2")
    void aSessionBelongsToItsClientIdentifierAndToNoOther(Protocol protocol) {
        broker.resume(protocol, "client", false).subscribe("a", 1).disconnect();
        RawClient publisher = broker.connect(protocol, "publisher").publish("a", 1, "x");
        for (String other : new String[] {"Client", "client ", "clien", "clientt"}) {
            broker.resume(protocol, other, false).expectNothingFrom(publisher);
        }
        RawClient again = broker.resume(protocol, "client", true);
        ReceivedPacket publish = again.expectPublish("a", 1, "x");
        again.acknowledge(publish).expectNothingFrom(publisher);
    }
}
