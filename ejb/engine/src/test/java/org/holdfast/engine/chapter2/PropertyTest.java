package org.holdfast.engine.chapter2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.PacketText;
import org.holdfast.engine.testing.PropertySection;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties (section 2.2.2): which packet may have which, how often, and with what values. */
class PropertyTest {
    private static final int MALFORMED_PACKET = 0x81;
    private static final int PROTOCOL_ERROR = 0x82;
    private static final int USER_PROPERTY = 0x26;

    /** Table 2-4 as far as it is about packets of clients: identifier, a value, where it may stand, name. */
    private static final List<Property> TABLE = """
            01 | 01          | PUBLISH WILL       | Payload Format Indicator
            02 | 0000003c    | PUBLISH WILL       | Message Expiry Interval
            03 | s'text'     | PUBLISH WILL       | Content Type
            08 | s'reply'    | PUBLISH WILL       | Response Topic
            09 | 0002 00ff   | PUBLISH WILL       | Correlation Data
            0b | 8001        | SUBSCRIBE          | Subscription Identifier
            11 | 00000000    | CONNECT DISCONNECT | Session Expiry Interval
            12 | s'client'   |                    | Assigned Client Identifier
            13 | 003c        |                    | Server Keep Alive
            15 | s'endless'  | CONNECT AUTH       | Authentication Method
            16 | 0002 00ff   | CONNECT AUTH       | Authentication Data
            17 | 01          | CONNECT            | Request Problem Information
            18 | 00000001    | WILL               | Will Delay Interval
            19 | 01          | CONNECT            | Request Response Information
            1a | s'prefix'   |                    | Response Information
            1c | s'server'   |                    | Server Reference
            1f | s'reason'   | PUBACK PUBREC PUBREL PUBCOMP DISCONNECT AUTH | Reason String
            21 | 000a        | CONNECT            | Receive Maximum
            22 | 000a        | CONNECT            | Topic Alias Maximum
            23 | 0001        | PUBLISH            | Topic Alias
            24 | 01          |                    | Maximum QoS
            25 | 01          |                    | Retain Available
            26 | s'k' s'v'   | CONNECT WILL PUBLISH PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE UNSUBSCRIBE DISCONNECT AUTH | User Property
            27 | 00010000    | CONNECT            | Maximum Packet Size
            28 | 01          |                    | Wildcard Subscription Available
            29 | 01          |                    | Subscription Identifier Available
            2a | 01          |                    | Shared Subscription Available
            """.lines().map(Property::parse).toList();

    @RegisterExtension
    static final TestBroker broker = TestBroker.create().authenticationMethods(new Endless());

    /** A method that always has another question. */
    private static final class Endless implements AuthenticationMethod {
        @Override
        public String name() {
            return "endless";
        }

        @Override
        public Exchange begin(String clientId) {
            return data -> new Step.Continue(Payload.EMPTY);
        }
    }

    private record Property(int id, String value, Set<PropertySection> sections, String name) {
        static Property parse(String row) {
            String[] columns = row.split("\\|", -1);
            return new Property(
                    Integer.parseInt(columns[0].trim(), 16),
                    columns[1].trim(),
                    Arrays.stream(columns[2].trim().split(" "))
                            .filter(section -> !section.isEmpty())
                            .map(PropertySection::valueOf)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(PropertySection.class))),
                    columns[3].trim());
        }

        /** The property as it stands in a packet. */
        String text() {
            return "%02x %s".formatted(id, value);
        }

        /** What else must be there: each AUTH, and Authentication Data anywhere, needs an Authentication Method. */
        String with(PropertySection section) {
            return id != 0x15 && (id == 0x16 || section == PropertySection.AUTH) ? "15 s'endless'" : "";
        }

        /** The property without the last byte of its value. */
        String withoutLastByte() {
            byte[] bytes = PacketText.bytes(MQTT_5_0, text());
            return HexFormat.of().formatHex(bytes, 0, bytes.length - 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @AfterAll
    static void theBrokerGoesOn() {
        broker.connect(MQTT_5_0, "witness").barrier();
    }

    private static Stream<Arguments> table(boolean permitted) {
        return TABLE.stream().flatMap(property -> Arrays.stream(PropertySection.values())
                .filter(section -> property.sections().contains(section) == permitted)
                .map(section -> Arguments.of(property, section)));
    }

    static Stream<Arguments> permitted() {
        return table(true);
    }

    static Stream<Arguments> notPermitted() {
        return table(false).filter(row -> !isForServersOnly((Property) row.get()[0], (PropertySection) row.get()[1]));
    }

    /** The table has these without saying who sends them. */
    private static boolean isForServersOnly(Property property, PropertySection section) {
        return (property.id() == 0x0b && section == PropertySection.PUBLISH)
                || (property.id() == 0x1c && section == PropertySection.DISCONNECT);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("notPermitted")
    void aPropertyThatIsNotForThePacketIsMalformed(Property property, PropertySection section) {
        new Breach(MQTT_5_0, section.with(property.text())).endsWith(MALFORMED_PACKET, broker); // section 2.2.2.2
    }

    @ParameterizedTest
    @CsvSource({"PUBLISH, 0b 01", "DISCONNECT, 1c s'server'"})
    @Normative("MQTT-3.3.4-6")
    void aPropertyThatOnlyAServerSendsInThePacketIsAProtocolError(PropertySection section, String property) {
        new Breach(MQTT_5_0, section.with(property)).endsWith(PROTOCOL_ERROR, broker);
    }

    static Stream<Arguments> unknown() {
        return Stream.of("00", "04", "0a", "14", "2b", "40", "7f", "8001", "ffffff7f")
                .flatMap(id -> Arrays.stream(PropertySection.values()).map(section -> Arguments.of(id, section)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("unknown")
    void aPropertyThatDoesNotExistIsMalformed(String id, PropertySection section) {
        new Breach(MQTT_5_0, section.with(id)).endsWith(MALFORMED_PACKET, broker);
        new Breach(MQTT_5_0, section.with(id + "00000000")).endsWith(MALFORMED_PACKET, broker);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("permitted")
    void aPropertyThatIsForThePacketIsTaken(Property property, PropertySection section) {
        assertTaken(section, property.text() + property.with(section));
    }

    private static void assertTaken(PropertySection section, String properties) {
        String packet = section.with(properties);
        switch (section) {
            case CONNECT, WILL -> {
                ReceivedPacket answer = broker.open(MQTT_5_0).send(packet).receive(); // CONNACK, or AUTH
                assertThat(answer.reasonCode()).isLessThan(0x80);
            }
            case AUTH -> authenticating().send(packet).expectType(ReceivedPacket.AUTH);
            case DISCONNECT -> broker.connect(MQTT_5_0, "client").send(packet).expectClosed();
            default -> assertTaken(packet);
        }
    }

    /** A client that is expected to send AUTH. */
    private static RawClient authenticating() {
        RawClient client = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [15 s'endless'] s'client'"); // CONNECT
        client.expectType(ReceivedPacket.AUTH);
        return client;
    }

    private static void assertTaken(String packet) {
        RawClient client = broker.connect(MQTT_5_0, "client").send(packet, "c0 00"); // PINGREQ
        ReceivedPacket answer = client.receive();
        while (answer.type() != ReceivedPacket.PINGRESP) {
            assertThat(answer.type()).isNotEqualTo(ReceivedPacket.DISCONNECT);
            answer = client.receive();
        }
    }

    static Stream<Arguments> once() {
        return permitted().filter(row -> ((Property) row.get()[0]).id() != USER_PROPERTY);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("once")
    void aPropertyThatComesTwiceIsAProtocolError(Property property, PropertySection section) {
        for (String between : List.of("", "26 s'k' s'v'")) {
            String packet = section.with(property.text() + between + property.text() + property.with(section));
            if (section == PropertySection.AUTH) {
                authenticating().send(packet).expectRefused(PROTOCOL_ERROR);
            } else {
                new Breach(MQTT_5_0, packet).endsWith(PROTOCOL_ERROR, broker);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void userPropertiesMayComeAnyNumberOfTimes(PropertySection section) {
        String method = section == PropertySection.AUTH ? "15 s'endless'" : "";
        assertTaken(section, method + "26 s'k' s'v' 26 s'k' s'v' 26 s'l' s''");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("permitted")
    void aPropertyThatEndsTooEarlyIsMalformed(Property property, PropertySection section) {
        new Breach(MQTT_5_0, section.with(property.withoutLastByte())).endsWith(MALFORMED_PACKET, broker);
        new Breach(MQTT_5_0, section.with("%02x".formatted(property.id()))).endsWith(MALFORMED_PACKET, broker);
    }

    @Test
    @Normative("MQTT-2.2.2-1")
    void aPacketWithoutPropertiesHasAPropertyLengthOfZero() {
        RawClient refused = broker.open(MQTT_5_0);
        refused.send(
                "10 .. @ 02 0000 [27 0000000a 15 s'x'] s'c'"); // CONNECT: 10 bytes leave no room for a Reason String
        refused.expect("20 03 00 8c 00"); // CONNACK
        RawClient client = broker.connect(MQTT_5_0, "client");
        client.send("82 .. 0001 00 s'a' 00").expect("90 04 0001 00 00"); // SUBSCRIBE, SUBACK
        client.send("30 05 0001 'a' 00 'x'").expect("30 05 0001 'a' 00 'x'"); // PUBLISH, and back
        client.send("a2 .. 0002 00 s'a'").expect("b0 04 0002 00 00"); // UNSUBSCRIBE, UNSUBACK
    }

    @ParameterizedTest
    @EnumSource
    void propertiesLongerThanThePacketAreMalformed(PropertySection section) {
        new Breach(MQTT_5_0, section.withBytes("ff7f")).endsWith(MALFORMED_PACKET, broker);
        new Breach(MQTT_5_0, section.withBytes("ffffff7f 26 s'k' s'v'")).endsWith(MALFORMED_PACKET, broker);
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISH, 01 02, 82, Payload Format Indicator is 0 or 1",
        "PUBLISH, 23 0000, 94, Topic Alias is not 0",
        "WILL, 01 02, 82, Payload Format Indicator is 0 or 1",
        "SUBSCRIBE, 0b 00, 82, Subscription Identifier is not 0",
        "CONNECT, 17 02, 82, Request Problem Information is 0 or 1",
        "CONNECT, 19 02, 82, Request Response Information is 0 or 1",
        "CONNECT, 21 0000, 82, Receive Maximum is not 0",
        "CONNECT, 27 00000000, 82, Maximum Packet Size is not 0",
        "CONNECT, 16 0001 00, 82, Authentication Data needs a method",
        "AUTH, 15 s'endless', 82, AUTH comes only when the CONNECT has named a method"
    })
    void aValueOutOfRangeEndsTheConnection(PropertySection section, String property, String reasonCode, String why) {
        new Breach(MQTT_5_0, section.with(property)).endsWith(Integer.parseInt(reasonCode, 16), broker);
    }
}
