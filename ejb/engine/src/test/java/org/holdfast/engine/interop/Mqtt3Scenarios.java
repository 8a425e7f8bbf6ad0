package org.holdfast.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.interop.Library.Received;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.Relay;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each client library must be able to do with the broker, on TCP and on WebSockets. A subclass for each library brings
 * its {@link Library}.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a broker of its own, and the libraries sleep a lot
@ParameterizedClass
@EnumSource
abstract class Mqtt3Scenarios {
    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @Parameter
    Transport transport = Transport.TCP;

    private final List<Library> open = new ArrayList<>();

    /** A client of the library that is not connected yet. */
    abstract Library library(URI broker, String clientId) throws Exception;

    final Library client(String clientId) throws Exception {
        return client(transport.address(broker), clientId);
    }

    final Library client(InetSocketAddress address, String clientId) throws Exception {
        Library client = library(transport.uri(address), clientId);
        open.add(client);
        return client;
    }

    final Library connected(String clientId) throws Exception {
        Library client = client(clientId);
        client.connect();
        return client;
    }

    @AfterEach
    final void releaseAll() throws Exception {
        for (Library each : open) {
            each.release();
        }
    }

    /** Proves that nothing else is on its way: a message to itself comes next. */
    private static void expectNothingMore(Library client, String ownTopic) throws Exception {
        client.publish(ownTopic, 1, "end");
        assertThat(client.receive().text()).isEqualTo("end");
        assertThat(client.waiting()).isZero();
    }

    @Test
    void connectsAndDisconnects() throws Exception {
        Library client = connected("client");
        client.publish("a", 1, "x");
        client.disconnect();
        broker.resume(Protocol.MQTT_5_0, "client", false); // its session has ended with it
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Normative(mqtt3 = "MQTT-7.0.0-2")
    void publishesAndReceivesAtEachQos(int qos) throws Exception {
        Library subscriber = connected("subscriber");
        subscriber.subscribe("a/b", qos);
        connected("publisher").publish("a/b", qos, "Grüße");
        Received message = subscriber.receive();
        assertThat(message.topic()).isEqualTo("a/b");
        assertThat(message.text()).isEqualTo("Grüße");
        assertThat(message.qos()).isEqualTo(qos);
        assertThat(message.retain()).isFalse();
    }

    @Test
    @Normative(mqtt3 = "MQTT-7.0.0-2")
    void receivesRetainedMessages() throws Exception {
        connected("publisher").publish("kept", 1, true, new byte[] {'x'});
        Library subscriber = connected("subscriber");
        subscriber.subscribe("kept", 2);
        Received message = subscriber.receive();
        assertThat(message.text()).isEqualTo("x");
        assertThat(message.retain()).isTrue();
        assertThat(message.qos()).isEqualTo(1);
        assertThat(broker.store().payload("kept")).isEqualTo("x");
    }

    @Test
    void clearsARetainedMessage() throws Exception {
        Library publisher = connected("publisher");
        publisher.publish("kept", 1, true, new byte[] {'x'});
        publisher.publish("kept", 1, true, new byte[0]);
        Library subscriber = connected("subscriber");
        subscriber.subscribe("#", 1);
        expectNothingMore(subscriber, "own");
    }

    @Test
    @Normative(mqtt3 = "MQTT-7.0.0-2")
    void itsWillIsPublishedWhenTheNetworkBreaks() throws Exception {
        Library heir = connected("heir");
        heir.subscribe("will", 1);
        try (Relay network = Relay.to(transport.address(broker))) {
            client(network.address(), "mortal").connectWithWill("will", "gone");
            network.cut();
            assertThat(heir.receive().text()).isEqualTo("gone");
        }
    }

    @Test
    void itsWillIsNotPublishedAfterDisconnect() throws Exception {
        Library heir = connected("heir");
        heir.subscribe("#", 1);
        Library mortal = client("mortal");
        mortal.connectWithWill("will", "gone");
        mortal.disconnect();
        expectNothingMore(heir, "own");
    }

    @Test
    void subscribesWithWildcards() throws Exception {
        Library subscriber = connected("subscriber");
        subscriber.subscribe("a/+/c", 1);
        subscriber.subscribe("x/#", 1);
        Library publisher = connected("publisher");
        for (String topic : List.of("a/b/c", "a/b", "x", "x/y/z", "y")) {
            publisher.publish(topic, 1, topic);
        }
        assertThat(List.of(subscriber.receive(), subscriber.receive(), subscriber.receive()))
                .extracting(Received::topic)
                .containsExactly("a/b/c", "x", "x/y/z");
        expectNothingMore(subscriber, "x/own");
    }

    @Test
    void sharesASubscription() throws Exception {
        Library one = connected("one");
        Library other = connected("other");
        one.subscribe("$share/group/jobs/#", 1);
        other.subscribe("$share/group/jobs/#", 1);
        Library publisher = connected("publisher");
        for (int i = 0; i < 20; i++) {
            publisher.publish("jobs/" + i, 1, "" + i);
        }
        List<String> all = new ArrayList<>();
        for (Library member : List.of(one, other)) {
            String own = member == one ? "one" : "other";
            member.subscribe(own, 1);
            publisher.publish(own, 1, "end");
            for (Received next = member.receive(); !next.text().equals("end"); next = member.receive()) {
                all.add(next.text());
            }
        }
        assertThat(all).hasSize(20).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Normative(mqtt3 = "MQTT-7.0.0-2")
    void resumesItsSessionWithTheMessagesOfTheMeantime(int qos) throws Exception {
        Library subscriber = client("subscriber");
        subscriber.resume();
        subscriber.subscribe("a", 2);
        subscriber.disconnect();
        Library publisher = connected("publisher");
        for (int i = 0; i < 50; i++) {
            publisher.publish("a", qos, "" + i);
        }
        Library again = client("subscriber");
        again.resume();
        for (int i = 0; i < 50; i++) {
            assertThat(again.receive().text()).isEqualTo("" + i);
        }
        expectNothingMore(again, "a");
    }

    @Test
    void receivesAfterABrokenConnectionWhatItMissed() throws Exception {
        try (Relay network = Relay.to(transport.address(broker))) {
            Library subscriber = client(network.address(), "subscriber");
            subscriber.resume();
            subscriber.subscribe("a", 1);
            network.cut();
        }
        Library publisher = connected("publisher");
        publisher.publish("a", 1, "missed");
        Library again = client("subscriber");
        again.resume();
        assertThat(again.receive().text()).isEqualTo("missed");
    }

    @Test
    @Normative(mqtt3 = "MQTT-7.0.0-2")
    void unsubscribes() throws Exception {
        Library client = connected("client");
        client.subscribe("a", 1);
        client.subscribe("own", 1);
        client.publish("a", 1, "1");
        assertThat(client.receive().text()).isEqualTo("1");
        client.unsubscribe("a");
        client.publish("a", 1, "2");
        expectNothingMore(client, "own");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void transfersAMebibyte(int qos) throws Exception {
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        Library client = connected("client");
        client.subscribe("large", qos);
        client.publish("large", qos, true, large);
        assertThat(client.receive().payload()).isEqualTo(Payload.of(large));
        Library late = connected("late");
        late.subscribe("large", qos);
        assertThat(late.receive().payload()).isEqualTo(Payload.of(large));
    }

    @Test
    void readsTheBrokersFigures() throws Exception {
        Library client = connected("client");
        client.subscribe("$SYS/broker/version", 1);
        Received version = client.receive();
        assertThat(version.text()).isEqualTo("Holdfast " + TestBroker.VERSION);
        assertThat(version.retain()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"USE_ANOTHER_SERVER", "SERVER_MOVED"})
    void isSentElsewhere(ReasonCode reason) throws Exception {
        try (TestBroker moved = TestBroker.create()
                .redirection(new Redirection(reason, "other.example.org:1883"))
                .start()) {
            assertThat(client(transport.address(moved), "client").refusal()).isIn(redirected(reason));
        }
    }

    /** What a library says that has been sent elsewhere: MQTT 3.1.1 knows return code 3, server unavailable. */
    List<String> redirected(ReasonCode reason) {
        return List.of("3");
    }

    @Test
    @Normative(
            value = "MQTT-4.2.0-1",
            mqtt3 = {"MQTT-7.0.0-2", "MQTT-7.1.1-1"})
    void receivesThousandsOfMessagesInOrder() throws Exception {
        Library subscriber = connected("subscriber");
        subscriber.subscribe("a", 1);
        Library publisher = connected("publisher");
        for (int i = 0; i < 2_000; i++) {
            publisher.publish("a", 1, "" + i);
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(subscriber.receive().text()).isEqualTo("" + i);
        }
    }
}
