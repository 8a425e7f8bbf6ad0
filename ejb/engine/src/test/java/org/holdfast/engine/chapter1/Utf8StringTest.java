package org.holdfast.engine.chapter1;

import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Breach;
import org.holdfast.engine.testing.ExternalBroker;
import org.holdfast.engine.testing.PropertySection;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 Encoded Strings (MQTT 5.0, section 1.5.4; MQTT 3.1.1, section 1.5.3), in every field that is one. */
@Tag(ExternalBroker.TAG)
class Utf8StringTest {
    private static final int MALFORMED_PACKET = 0x81;

    /** Not well-formed by Unicode's definition: with the length of the string before them. */
    private static final List<String> ILL_FORMED = List.of(
            "0001 80", // a continuation of nothing
            "0001 ff", // a byte that UTF-8 never has
            "0003 61 fe 61", // another, between letters
            "0001 c3", // ends within a character of two bytes
            "0002 e282", // of three
            "0003 f09f98", // of four
            "0002 c328", // a letter where a continuation is due
            "0002 c1bf", // U+007F in two bytes
            "0003 e09fbf", // U+07FF in three
            "0004 f08fbfbf", // U+FFFF in four
            "0003 eda080", // the surrogate U+D800
            "0003 edbfbf", // the surrogate U+DFFF
            "0006 eda080 edb080", // a pair of surrogates
            "0004 f4908080", // U+110000
            "0005 f888808080"); // five bytes

    private static final List<String> WITH_NUL = List.of("0001 00", "0003 61 00 62", "0002 6100", "0002 c080");

    @RegisterExtension
    static final TestBroker broker = TestBroker.create();

    @AfterAll
    static void theBrokerGoesOn() {
        RawClient witness = broker.connect(MQTT_5_0, "witness").subscribe("#", 0);
        witness.publish("alive", 0, "yes").expectPublish("alive", "yes");
    }

    private static void assertMalformed(Protocol protocol, String packet, List<String> strings) {
        for (String string : strings) {
            new Breach(protocol, packet.formatted(string)).endsWith(MALFORMED_PACKET, broker);
        }
    }

    static Stream<Arguments> fieldsOfAllVersions() {
        List<String> packets = List.of(
                "10 .. @ 02 0000 [] %s", // CONNECT, Client Identifier
                "10 .. @ 06 0000 [] s'client' [] %s s'gone'", // CONNECT, Will Topic
                "10 .. @ 82 0000 [] s'client' %s", // CONNECT, User Name
                "30 .. %s [] 'x'", // PUBLISH, Topic Name
                "32 .. %s 0001 [] 'x'", // PUBLISH at QoS 1
                "82 .. 0001 [] %s 00", // SUBSCRIBE, Topic Filter
                "82 .. 0001 [] s'a' 00 %s 00", // the second one
                "a2 .. 0001 [] %s", // UNSUBSCRIBE, Topic Filter
                "a2 .. 0001 [] s'a' %s");
        return Stream.of(Protocol.values())
                .flatMap(protocol -> packets.stream().map(packet -> Arguments.of(protocol, packet)));
    }

    @ParameterizedTest
    @MethodSource("fieldsOfAllVersions")
    @Normative(
            value = {
                "MQTT-1.5.4-1",
                "MQTT-3.1.3-4",
                "MQTT-3.1.3-11",
                "MQTT-3.1.3-12",
                "MQTT-3.3.2-1",
                "MQTT-3.8.3-1",
                "MQTT-3.10.3-1"
            },
            mqtt3 = {
                "MQTT-1.5.3-1",
                "MQTT-3.1.3-4",
                "MQTT-3.1.3-10",
                "MQTT-3.1.3-11",
                "MQTT-3.3.2-1",
                "MQTT-3.8.3-1",
                "MQTT-3.10.3-1"
            })
    void anIllFormedStringIsMalformed(Protocol protocol, String packet) {
        assertMalformed(protocol, packet, ILL_FORMED);
    }

    @ParameterizedTest
    @MethodSource("fieldsOfAllVersions")
    @Normative(value = "MQTT-1.5.4-2", mqtt3 = "MQTT-1.5.3-2")
    void aStringWithTheNullCharacterIsMalformed(Protocol protocol, String packet) {
        assertMalformed(protocol, packet, WITH_NUL);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "Authentication Method, CONNECT, 15 %s",
        "Content Type, WILL, 03 %s",
        "Response Topic, WILL, 08 %s",
        "Content Type, PUBLISH, 03 %s",
        "Response Topic, PUBLISH, 08 %s",
        "Reason String, PUBACK, 1f %s",
        "Reason String, PUBREC, 1f %s",
        "Reason String, PUBREL, 1f %s",
        "Reason String, PUBCOMP, 1f %s",
        "Reason String, DISCONNECT, 1f %s",
        "Reason String, AUTH, 15 s'method' 1f %s",
        "Authentication Method, AUTH, 15 %s"
    })
    @Normative({"MQTT-1.5.4-1", "MQTT-1.5.4-2", "MQTT-3.3.2-13", "MQTT-3.3.2-19"})
    void aPropertyThatIsAStringIsReadAsStrictly(String name, PropertySection section, String property) {
        assertMalformed(MQTT_5_0, section.with(property), ILL_FORMED);
        assertMalformed(MQTT_5_0, section.with(property), WITH_NUL);
    }

    static Stream<Arguments> halvesOfUserProperties() {
        return Stream.of(PropertySection.values())
                .flatMap(section -> Stream.of("26 %s s'value'", "26 s'name' %s", "26 s'' s'' 26 s'name' %s")
                        .map(property -> Arguments.of(section, property)));
    }

    @ParameterizedTest
    @MethodSource("halvesOfUserProperties")
    @Normative({"MQTT-1.5.7-1", "MQTT-1.5.4-1", "MQTT-1.5.4-2"})
    void nameAndValueOfAUserPropertyAreReadAsStrictly(PropertySection section, String property) {
        assertMalformed(MQTT_5_0, section.with(property), ILL_FORMED);
        assertMalformed(MQTT_5_0, section.with(property), WITH_NUL);
    }

    static Stream<Arguments> unusualCharacters() {
        List<String> texts = List.of(
                "\uFEFFtext", // the Byte Order Mark, at the beginning
                "te\uFEFFxt", // and where it is a space without width
                "\uFEFF",
                "\u0001\u001f\u007f\u009f", // control characters
                "\uD7FF\uE000", // beside the surrogates
                "\uFFFE\uFFFF\uFDD0", // no characters, and well-formed
                "\uD83D\uDE00\uDBFF\uDFFF", // U+1F600, U+10FFFF
                "$\u00e4/\u6f22\u5b57 ");
        return Stream.of(Protocol.values())
                .flatMap(protocol -> texts.stream().map(text -> Arguments.of(protocol, text)));
    }

    @ParameterizedTest
    @MethodSource("unusualCharacters")
    @Normative(value = "MQTT-1.5.4-3", mqtt3 = "MQTT-1.5.3-3")
    void whatIsWellFormedReachesSubscribersByteForByte(Protocol protocol, String text) {
        RawClient subscriber = broker.connect(protocol, "subscriber");
        subscriber.subscribe(text, 0).subscribe("t/#", 0);
        RawClient publisher = broker.connect(protocol, "publisher");
        publisher.send("30 .. s'%s' [] 'x'".formatted(text), "31 .. s't/%s' [] 'x'".formatted(text)); // PUBLISH, RETAIN
        subscriber.expect("30 .. s'%s' [] 'x'".formatted(text));
        subscriber.expect("30 .. s't/%s' [] 'x'".formatted(text));
        RawClient late = broker.connect(protocol, "late").subscribe("t/#", 0);
        late.expect("31 .. s't/%s' [] 'x'".formatted(text));
        publisher.send("31 .. s't/%s' []".formatted(text)).barrier(); // clears it
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 s'\uFEFFtext'", "08 s'\uFEFFreply'", "26 s'\uFEFFname' s'\uFEFFvalue'"})
    @Normative("MQTT-1.5.4-3")
    void aByteOrderMarkInAPropertyStaysWhereItIs(String property) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 0);
        broker.connect(MQTT_5_0, "publisher").send("30 .. s'a' [%s] 'x'".formatted(property)); // PUBLISH
        subscriber.expect("30 .. s'a' [%s] 'x'".formatted(property));
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    @Normative(value = "MQTT-1.5.4-3", mqtt3 = "MQTT-1.5.3-3")
    void aByteOrderMarkMakesAnotherClientIdentifier(Protocol protocol) {
        broker.resume(protocol, "\uFEFFclient", false).disconnect();
        broker.resume(protocol, "client", false).disconnect();
        broker.resume(protocol, "\uFEFFclient", true).disconnect();
        broker.connect(protocol, "\uFEFFclient").disconnect(); // ends the session
        broker.connect(protocol, "client").disconnect();
    }
}
