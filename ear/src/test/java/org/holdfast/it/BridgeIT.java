package org.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.holdfast.engine.testing.Relay;
import org.holdfast.it.PahoPeer.Connect;
import org.holdfast.it.PahoPeer.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bridges of Mosquitto with their default settings and {@code topic .../# both 2}, by MQTT 3.1, 3.1.1 and 5.0: what is published
 * on either side passes once, and what is retained is retained on both. Each bridge has topics of its own, and so has each test.
 */
class BridgeIT {
    private static final int EXACTLY_ONCE = 2;
    private static final int MESSAGES = 20;
    private static final List<String> SIDES = List.of("here", "there");
    private static final String PORT = "holdfast.mqtt.port=" + Ports.free();

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static final List<Bridge> bridges = new ArrayList<>();

    /** A Mosquitto with a bridge through a cable, and somebody on each side who listens to its topics. */
    private static final class Bridge implements AutoCloseable {
        private final String version;
        /** By MQTT 5.0 a bridge of Mosquitto 2.0 has no Session Expiry Interval, and so nothing waits for it. */
        private final boolean hasSession;

        private final Relay cable =
                Relay.to(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.mqttPort()));
        private final Mosquitto mosquitto;
        private PahoPeer here;
        private PahoPeer there;

        Bridge(String version) {
            this.version = version;
            hasSession = !version.equals("mqttv50");
            here = listen("here");
            mosquitto = new Mosquitto(
                    folder.resolve(version),
                    "connection " + version,
                    "address 127.0.0.1:" + cable.address().getPort(),
                    "remote_clientid bridge-" + version,
                    "bridge_protocol_version " + version,
                    "cleansession false",
                    "restart_timeout 1",
                    "topic " + version + "/# both 2");
            there = listen("there");
        }

        private PahoPeer listen(String side) {
            return PahoPeer.connect(connect(side, "listener"))
                    .subscribe(version + "/#", EXACTLY_ONCE)
                    .subscribe(state(), EXACTLY_ONCE);
        }

        /** Listens here again, after the broker has been killed. */
        void listenHere() {
            here.close();
            here = listen("here");
        }

        /** Listens there again, after Mosquitto has been stopped. */
        void listenThere() {
            there.close();
            there = listen("there");
        }

        Connect connect(String side, String role) {
            int port = side.equals("here") ? broker.mqttPort() : mosquitto.port();
            return new Connect(port, 5, role + "-" + version);
        }

        String state() {
            return "$SYS/broker/connection/bridge-" + version + "/state";
        }

        String topic(String name) {
            return version + "/" + name;
        }

        /** Waits until a message has passed in both directions; it is retained, so that it does so whenever the bridge connects. */
        void awaitPassage(String marker) throws Exception {
            for (String side : SIDES) {
                publish(side, publisher -> publisher.retain(topic(marker + side), EXACTLY_ONCE, "x"));
            }
            for (String side : SIDES) {
                here.await(topic(marker + side), "x");
                there.await(topic(marker + side), "x");
            }
        }

        /** Cuts its cable, and waits until its Will says so. */
        void cut() throws Exception {
            int states = here.payloads(state()).size();
            cable.unplug();
            Await.until(() -> here.payloads(state()).size() > states);
            assertThat(here.payloads(state())).last().isEqualTo("0");
        }

        void publish(String side, Consumer<PahoPeer> messages) {
            try (PahoPeer publisher = PahoPeer.connect(connect(side, "publisher"))) {
                messages.accept(publisher);
            }
        }

        /** Publishes on one side: at each QoS, and messages that are retained, replaced and cleared. */
        void publish(String side, String round) {
            publish(side, publisher -> {
                IntStream.range(0, MESSAGES)
                        .forEach(i -> publisher.publish(topic(round + "/live/" + side), EXACTLY_ONCE, "message " + i));
                publisher.retain(topic(round + "/kept/" + side), EXACTLY_ONCE, "older");
                publisher.retain(topic(round + "/kept/" + side), EXACTLY_ONCE, "newer");
                publisher.retain(topic(round + "/cleared/" + side), 1, "gone");
                publisher.retain(topic(round + "/cleared/" + side), 1, "");
            });
        }

        /** What was published on these sides has passed once and in order, and nothing has come back. */
        void assertPassed(String round, List<String> sides) throws Exception {
            awaitPassage(round + "/end");
            String[] messages =
                    IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i).toArray(String[]::new);
            for (String side : sides) {
                PahoPeer other = side.equals("here") ? there : here;
                other.awaitPayloads(topic(round + "/live/" + side), messages);
            }
            SIDES.forEach(side -> assertNoneTwice(round + "/live/" + side));
        }

        /** Both brokers keep what was published on these sides. */
        void assertKept(String round, List<String> sides) throws Exception {
            for (String broker : SIDES) {
                assertThat(retained(broker, round))
                        .as("kept " + broker + " by " + version)
                        .containsExactlyInAnyOrderElementsOf(sides.stream()
                                .map(side -> topic(round + "/kept/" + side) + " newer")
                                .toList());
            }
        }

        /** The sides whose messages wait while the bridge is not connected. */
        List<String> sidesThatWait(List<String> sides) {
            return sides.stream()
                    .filter(side -> side.equals("there") || hasSession)
                    .toList();
        }

        /** Nothing has come back to the side where it was published. */
        private void assertNoneTwice(String topic) {
            assertThat(here.payloads(topic(topic))).doesNotHaveDuplicates();
            assertThat(there.payloads(topic(topic))).doesNotHaveDuplicates();
        }

        /** The messages of this round that a new subscriber finds. */
        private List<String> retained(String side, String round) throws Exception {
            try (PahoPeer late = PahoPeer.connect(connect(side, "late"))) {
                late.subscribe(topic(round + "/kept/+"), EXACTLY_ONCE);
                late.subscribe(topic(round + "/cleared/+"), EXACTLY_ONCE);
                late.subscribe(topic(round + "/read"), EXACTLY_ONCE);
                late.publish(topic(round + "/read"), EXACTLY_ONCE, side); // comes behind all that is retained
                late.await(topic(round + "/read"), side);
                return late.received().stream()
                        .filter(Received::retain)
                        .map(each -> each.topic() + " " + each.payload())
                        .toList();
            }
        }

        @Override
        public void close() {
            here.close();
            there.close();
            mosquitto.close();
            cable.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerProcess.start(folder, PORT);
        for (String version : List.of("mqttv31", "mqttv311", "mqttv50")) {
            Bridge bridge = new Bridge(version);
            bridges.add(bridge);
            bridge.here.await(bridge.state(), "1");
        }
    }

    @AfterAll
    static void end() {
        bridges.forEach(Bridge::close);
        broker.close();
    }

    @AfterEach
    void plugTheCablesIn() {
        bridges.forEach(bridge -> bridge.cable.plugIn());
    }

    @Test
    void eachMessagePassesOnceAndIsRetainedOnBothSides() throws Exception {
        for (Bridge bridge : bridges) {
            SIDES.forEach(side -> bridge.publish(side, "connected"));
            bridge.assertPassed("connected", SIDES);
            bridge.assertKept("connected", SIDES);
        }
    }

    @Test
    void whatIsPublishedWhileTheConnectionIsCutPassesAfterwards() throws Exception {
        for (Bridge bridge : bridges) {
            bridge.awaitPassage("cut/begin");
            bridge.cut();
            SIDES.forEach(side -> bridge.publish(side, "cut"));
            bridge.cable.plugIn();
            bridge.assertPassed("cut", bridge.sidesThatWait(SIDES));
            bridge.assertKept("cut", SIDES);
            assertThat(bridge.here.payloads(bridge.state())).last().isEqualTo("1");
        }
    }

    @Test
    void whatIsPublishedWhileMosquittoIsStoppedPassesAfterwards() throws Exception {
        for (Bridge bridge : bridges) {
            bridge.awaitPassage("stopped/begin");
            bridge.mosquitto.stop();
            bridge.cable.unplug();
            bridge.publish("here", "stopped");
            bridge.mosquitto.startAgain();
            bridge.listenThere();
            bridge.cable.plugIn();
            bridge.assertPassed("stopped", bridge.sidesThatWait(List.of("here")));
            bridge.assertKept("stopped", List.of("here"));
        }
    }

    @Test
    void whatIsPublishedBeforeTheBrokerIsKilledAndWhileItIsAwayPassesAfterwards() throws Exception {
        for (Bridge bridge : bridges) {
            bridge.awaitPassage("killed/begin");
            bridge.cut();
            bridge.publish("here", "killed");
        }
        broker.kill();
        bridges.forEach(bridge -> bridge.publish("there", "killed"));
        broker = BrokerProcess.start(folder, PORT);
        for (Bridge bridge : bridges) {
            bridge.listenHere();
            bridge.cable.plugIn();
            bridge.assertPassed("killed", bridge.sidesThatWait(SIDES));
            bridge.assertKept("killed", SIDES);
        }
    }
}
