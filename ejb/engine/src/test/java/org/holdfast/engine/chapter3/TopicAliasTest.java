package org.holdfast.engine.chapter3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.HashMap;
import java.util.Map;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic Alias in both directions (section 3.3.2.3.4). The broker takes aliases from 1 to 5. */
class TopicAliasTest {
    private static final int TOPIC_ALIAS_MAXIMUM = 0x22;
    private static final int TOPIC_ALIAS = 0x23;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().topicAliasMaximum(5);

    private RawClient subscriber() {
        return broker.connect(MQTT_5_0, "subscriber").subscribe("#", 0);
    }

    private RawClient publisher() {
        return broker.connect(MQTT_5_0, "publisher");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    @Normative("MQTT-3.3.2-12")
    void anAliasStandsForItsTopic(int alias) {
        RawClient subscriber = subscriber();
        publisher()
                .send(
                        "30 .. s'a' [23 %04x] '1'".formatted(alias), // sets it
                        "30 .. s'' [23 %04x] '2'".formatted(alias), // uses it
                        "30 .. s'' [23 %04x] '3'".formatted(alias));
        subscriber.expect("30 .. s'a' [] '1'"); // an alias belongs to one connection and is not passed on
        subscriber.expect("30 .. s'a' [] '2'");
        subscriber.expect("30 .. s'a' [] '3'");
    }

    @Test
    void anAliasCanBeSetAnew() {
        RawClient subscriber = subscriber();
        publisher().send("30 .. s'a' [23 0001] ''", "30 .. s'b' [23 0001] ''", "30 .. s'' [23 0001] 'x'"); // PUBLISH
        subscriber.expectPublish("a", "");
        subscriber.expectPublish("b", "");
        subscriber.expectPublish("b", "x");
    }

    @Test
    void eachConnectionHasItsOwnAliases() {
        RawClient subscriber = subscriber();
        RawClient one = publisher().send("30 .. s'a' [23 0001] ''"); // PUBLISH
        subscriber.expectPublish("a", "");
        RawClient other = broker.connect(MQTT_5_0, "other").send("30 .. s'b' [23 0001] ''");
        subscriber.expectPublish("b", "");
        one.send("30 .. s'' [23 0001] 'x'");
        subscriber.expectPublish("a", "x");
        other.send("30 .. s'' [23 0001] 'y'");
        subscriber.expectPublish("b", "y");
    }

    @Test
    void anAliasWorksAtEachQosAndWithRetain() {
        RawClient publisher = publisher();
        publisher.send("33 .. s'a' 0001 [23 0001] '1'").expectAck(ReceivedPacket.PUBACK, 1); // PUBLISH QoS 1, RETAIN
        publisher.send("35 .. s'' 0002 [23 0001] '2'").expectAck(ReceivedPacket.PUBREC, 2); // PUBLISH QoS 2, RETAIN
        publisher.send("62 02 0002").expectAck(ReceivedPacket.PUBCOMP, 2); // PUBREL
        broker.connect(MQTT_5_0, "late").subscribe("a", 0).expect("31 .. s'a' [] '2'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 0xffff})
    @Normative({"MQTT-3.2.2-17", "MQTT-3.3.2-8", "MQTT-3.3.2-9"})
    void anAliasOutOfRangeIsInvalid(int alias) {
        RawClient publisher = publisher().send("30 .. s'a' [23 %04x] 'x'".formatted(alias)); // PUBLISH
        publisher.expectDisconnect(0x94);
    }

    @Test
    @Normative("MQTT-3.2.2-18")
    void whereNoAliasIsAnnouncedEachIsInvalid() {
        try (TestBroker none = TestBroker.create().topicAliasMaximum(0).start()) {
            RawClient publisher = none.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'publisher'"); // CONNECT
            var announced = publisher.expectAccepted(false).properties().numbers(TOPIC_ALIAS_MAXIMUM);
            assertThat(announced).allMatch(maximum -> maximum == 0);
            publisher.send("30 .. s'a' [23 0001] 'x'").expectDisconnect(0x94);
        }
    }

    @Test
    void anAliasThatWasNeverSetIsAProtocolError() {
        publisher().send("30 .. s'' [23 0001] 'x'").expectDisconnect(0x82);
    }

    @Test
    @Normative("MQTT-3.3.2-7")
    void anAliasDiesWithItsConnection() {
        RawClient publisher = broker.resume(MQTT_5_0, "publisher", false);
        publisher.send("30 .. s'a' [23 0001] 'x'").disconnect(); // PUBLISH
        RawClient again = broker.resume(MQTT_5_0, "publisher", true);
        again.send("30 .. s'' [23 0001] 'x'").expectDisconnect(0x82);
    }

    @Test
    void anEmptyTopicWithoutAliasIsAProtocolError() {
        publisher().send("30 .. s'' [] 'x'").expectDisconnect(0x82); // [MQTT-4.7.3-1]
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22 0000"}) // no Topic Alias Maximum, or 0
    @Normative("MQTT-3.1.2-27")
    void aClientThatAnnouncesNoMaximumGetsNoAliases(String properties) {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [%s] s'subscriber'".formatted(properties)); // CONNECT
        subscriber.expectAccepted(false);
        subscriber.subscribe("#", 0);
        RawClient publisher = publisher();
        for (int i = 0; i < 10; i++) {
            publisher.publish("a", 0, "" + i);
            subscriber.expect("30 .. s'a' [] '%d'".formatted(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    @Normative({"MQTT-3.1.2-26", "MQTT-3.3.2-8", "MQTT-3.3.2-11"})
    void aClientsMaximumIsKeptAndEachAliasIsSetBeforeItIsUsed(int maximum) {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [22 %04x] s'subscriber'".formatted(maximum)); // CONNECT
        subscriber.expectAccepted();
        subscriber.subscribe("#", 0);
        RawClient publisher = publisher();
        Map<Long, String> topics = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            publisher.publish("topic/" + i % 4, 0, "" + i);
            ReceivedPacket publish = subscriber.expectType(ReceivedPacket.PUBLISH);
            assertThat(publish.properties().numbers(TOPIC_ALIAS)).allMatch(alias -> alias >= 1 && alias <= maximum);
            assertThat(resolve(publish, topics) + " " + publish.payload()).isEqualTo("topic/" + i % 4 + " " + i);
        }
    }

    private static String resolve(ReceivedPacket publish, Map<Long, String> topics) {
        if (!publish.properties().has(TOPIC_ALIAS)) {
            return publish.topic();
        }
        long alias = publish.properties().number(TOPIC_ALIAS);
        if (!publish.topic().isEmpty()) {
            topics.put(alias, publish.topic());
        }
        return topics.getOrDefault(alias, "an alias that was never set");
    }

    @Test
    @Normative({"MQTT-3.1.2-27", "MQTT-3.3.2-7"})
    void aResumedSessionsMessagesHaveNoAliasesOfTheConnectionBefore() {
        RawClient subscriber = broker.open(MQTT_5_0);
        subscriber.send("10 .. @ 02 0000 [11 00000e10 22 000a] s'subscriber'"); // CONNECT, Topic Alias Maximum 10
        subscriber.expectAccepted();
        subscriber.subscribe("a", 1);
        RawClient publisher = publisher().publish("a", 1, "1").publish("a", 1, "2");
        subscriber.expectType(ReceivedPacket.PUBLISH);
        subscriber.expectType(ReceivedPacket.PUBLISH);
        subscriber.disconnect();
        publisher.publish("a", 1, "3");
        RawClient again = broker.resume(MQTT_5_0, "subscriber", true); // announces no maximum
        again.expect("3a .. s'a' ____ [] '1'");
        again.expect("3a .. s'a' ____ [] '2'");
        again.expect("32 .. s'a' ____ [] '3'");
    }
}
