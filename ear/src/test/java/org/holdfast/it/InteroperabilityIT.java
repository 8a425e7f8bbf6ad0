package org.holdfast.it;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.holdfast.it.PahoPeer.Connect;
import org.holdfast.it.PahoPeer.Received;
import org.holdfast.it.PahoPeer.Will;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Node-RED, Home Assistant, zigbee2mqtt and Sparkplug B do with a broker, each on topics of its own, by Paho for Python. One
 * broker, which is killed now and then.
 */
class InteroperabilityIT extends SharedBroker {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static String json(String state) {
        return "{\"state\":\"" + state + "\"}";
    }

    /** Of Node-RED: birth, close and Will messages are retained, and the session is stored. */
    private static Connect flow(int version) {
        return client(version, "nodered" + version)
                .stored()
                .with(new Will("nodered" + version + "/status", 1, true, "lost"));
    }

    @ParameterizedTest
    @ValueSource(ints = {MQTT_3_1_1, MQTT_5})
    void aNodeRedFlowSubscribesAsItGoesAndKeepsItsSession(int version) throws Exception {
        String home = "nodered" + version;
        PahoPeer watcher = connect(client(version, "watcher")).subscribe(home + "/status", 1);
        PahoPeer device = connect(client(MQTT_5, "device"));
        PahoPeer first = connect(flow(version)).retain(home + "/status", 1, "online");
        first.subscribe(home + "/a", 1);
        device.publish(home + "/a", 1, "1");
        first.await(home + "/a", "1");
        first.subscribe(home + "/b", 2).unsubscribe(home + "/a"); // by a node of the flow
        device.publish(home + "/a", 1, "2").publish(home + "/b", 2, "1");
        first.await(home + "/b", "1");
        first.awaitPayloads(home + "/a", "1");
        first.retain(home + "/status", 1, "closed").disconnect(); // the flow is deployed anew
        device.publish(home + "/b", 1, "2").publish(home + "/b", 2, "3").publish(home + "/a", 1, "3");

        PahoPeer second = resume(flow(version)).retain(home + "/status", 1, "online");
        second.awaitPayloads(home + "/b", "2", "3");
        assertThat(second.payloads(home + "/a")).isEmpty();
        watcher.awaitPayloads(home + "/status", "online", "closed", "online");
        assertRetained(home + "/status", "online");
        aSecondNodeRedTakesOver(version, second, watcher, device);
    }

    private void aSecondNodeRedTakesOver(int version, PahoPeer first, PahoPeer watcher, PahoPeer device)
            throws Exception {
        String home = "nodered" + version;
        PahoPeer second = resume(flow(version));
        first.awaitDisconnected();
        second.retain(home + "/status", 1, "online");
        device.publish(home + "/b", 1, "4");
        second.awaitPayloads(home + "/b", "4");
        second.close();
        watcher.awaitPayloads(home + "/status", "online", "closed", "online", "lost", "online", "lost");
        assertThat(first.payloads(home + "/b")).containsExactly("2", "3");
        assertThat(retained(home + "/#")).containsOnlyKeys(home + "/status");
        assertRetained(home + "/status", "lost");
    }

    private static String discovery(String component, String object) {
        return "homeassistant/" + component + "/boiler/" + object + "/config";
    }

    private static String entity(String object) {
        return "{\"name\":\"" + object + "\",\"unique_id\":\"boiler_" + object
                + "\",\"unit_of_measurement\":\"°C\",\"state_topic\":\"boiler/" + object + "\"}";
    }

    private PahoPeer homeAssistant(int version) {
        Will death = new Will("homeassistant/status", 0, true, "offline");
        return connect(client(version, "ha").with(death))
                .subscribe("homeassistant/#", 0)
                .retain("homeassistant/status", 0, "online");
    }

    @Test
    void homeAssistantFindsItsEntitiesAgainAfterTheBrokerWasKilled() throws Exception {
        PahoPeer boiler = connect(client(MQTT_3_1_1, "boiler")).subscribe("homeassistant/status", 1);
        for (String object : List.of("supply", "return", "outside")) {
            boiler.retain(discovery("sensor", object), 1, entity(object));
        }
        boiler.retain(discovery("switch", "pump"), 1, entity("pump"));
        PahoPeer first = homeAssistant(MQTT_5);
        boiler.await("homeassistant/status", "online");
        for (String object : List.of("supply", "return", "outside")) {
            assertThat(first.await(discovery("sensor", object), entity(object)).retain())
                    .isTrue();
        }
        boiler.retain(discovery("sensor", "outside"), 1, ""); // removes the entity
        assertThat(first.await(discovery("sensor", "outside"), "").retain()).isFalse();
        boiler.retain(discovery("sensor", "return"), 1, entity("return flow")); // changes it

        killAndRestart();
        for (int version : List.of(MQTT_5, MQTT_3_1_1)) {
            assertEntitiesAreFound(homeAssistant(version));
        }
        assertRetained("homeassistant/status", "offline");
    }

    /** All that is retained, and behind it its own birth message; then it dies. */
    private void assertEntitiesAreFound(PahoPeer assistant) throws Exception {
        Await.until(() -> assistant.received().stream().anyMatch(each -> !each.retain()));
        assertThat(assistant.received())
                .filteredOn(Received::retain)
                .extracting(each -> each.topic() + " " + each.payload())
                .filteredOn(each -> !each.startsWith("homeassistant/status"))
                .containsExactlyInAnyOrder(
                        discovery("sensor", "supply") + " " + entity("supply"),
                        discovery("sensor", "return") + " " + entity("return flow"),
                        discovery("switch", "pump") + " " + entity("pump"));
        PahoPeer witness = connect(client(MQTT_5, "witness")).subscribe("homeassistant/status", 1);
        witness.await("homeassistant/status", "online");
        assistant.close();
        assertThat(witness.await("homeassistant/status", "offline").retain()).isFalse();
        witness.close();
    }

    private static final String Z2M = "zigbee2mqtt/";

    /** About 400 KB, as of some hundred devices. */
    private static String devices() {
        return IntStream.range(0, 2_500)
                .mapToObj(i ->
                        "{\"ieee_address\":\"0x%016x\",\"friendly_name\":\"device %d\",\"definition\":{\"model\":\"größer\",\"vendor\":\"IKEA\"},\"supported\":true,\"type\":\"Router\"}"
                                .formatted(i * 7L, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private PahoPeer startedZigbee2Mqtt() {
        Connect connect = client(MQTT_5, "zigbee2mqtt").with(new Will(Z2M + "bridge/state", 1, true, json("offline")));
        PahoPeer started = connect(connect)
                .subscribe(Z2M + "+/set", 0)
                .subscribe(Z2M + "+/get", 0)
                .retain(Z2M + "bridge/state", 0, json("online"))
                .retain(Z2M + "bridge/devices", 0, devices())
                .retain(Z2M + "lamp/availability", 1, json("online"));
        return started.retain(Z2M + "lamp", 0, 3_600, json("ON")).retain(Z2M + "lamp/availability", 1, json("online"));
    }

    @Test
    void zigbee2MqttPublishesAllAnewWhenItIsStartedAndTheBrokerKeepsIt() throws Exception {
        PahoPeer assistant = connect(client(MQTT_3_1_1, "assistant")).subscribe(Z2M + "#", 0);
        PahoPeer bridge = startedZigbee2Mqtt();
        assertThat(assistant.await(Z2M + "bridge/devices", devices()).retain()).isFalse();
        assistant.publish(Z2M + "lamp/set", 0, json("OFF")).publish(Z2M + "lamp/get", 0, json(""));
        assertThat(bridge.await(Z2M + "lamp/set", json("OFF")).retain()).isFalse();
        bridge.await(Z2M + "lamp/get", json(""));
        bridge.retain(Z2M + "door", 1, 1, "soon gone");
        assistant.await(Z2M + "door", "soon gone");
        bridge.close();
        assistant.await(Z2M + "bridge/state", json("offline"));

        startedZigbee2Mqtt();
        assistant.awaitPayloads(Z2M + "bridge/devices", devices(), devices());
        assistant.awaitPayloads(Z2M + "bridge/state", json("online"), json("offline"), json("online"));
        assistant.awaitPayloads(Z2M + "lamp", json("ON"), json("ON"));
        assertThat(assistant.received()).noneMatch(Received::retain); // it had subscribed before
        killAndRestart();
        assertZigbee2MqttIsKept();
    }

    private void assertZigbee2MqttIsKept() throws Exception {
        Await.until(() -> !retained(Z2M + "#").containsKey(Z2M + "door"));
        Map<String, Received> kept = retained(Z2M + "#");
        assertThat(kept)
                .containsOnlyKeys(
                        Z2M + "bridge/devices", Z2M + "bridge/state", Z2M + "lamp", Z2M + "lamp/availability");
        assertRetained(Z2M + "bridge/devices", devices());
        assertRetained(Z2M + "bridge/state", json("online"));
        assertRetained(Z2M + "lamp", json("ON"));
        assertThat(kept.get(Z2M + "lamp"))
                .extracting(Received::expiry, as(InstanceOfAssertFactories.INTEGER))
                .isBetween(1, 3_600);
        assertThat(kept.get(Z2M + "lamp/availability"))
                .extracting(Received::expiry)
                .isEqualTo(PahoPeer.NO_EXPIRY);
    }

    /** Of each test another one: what the death of a client of the test before says is not meant for this one. */
    private final int number = NUMBERS.incrementAndGet();

    private String sparkplug(String type) {
        return "spBv1.0/plant/" + type + "/edge" + number;
    }

    private String hostState() {
        return "spBv1.0/STATE/scada" + number;
    }

    private static String state(boolean online, long timestamp) {
        return "{\"online\":" + online + ",\"timestamp\":" + timestamp + "}";
    }

    private PahoPeer edgeNode(long bdSeq) {
        Will death = new Will(
                sparkplug("NDEATH"),
                1,
                false,
                SparkplugPayload.of(bdSeq).with("bdSeq", bdSeq).bytes());
        return connect(client(MQTT_3_1_1, "edge" + number).with(death))
                .subscribe(hostState(), 1)
                .subscribe(sparkplug("NCMD"), 1)
                .publish(sparkplug("NBIRTH"), 0, birth(bdSeq));
    }

    private static ByteBuffer death(long bdSeq) {
        return SparkplugPayload.of(bdSeq).with("bdSeq", bdSeq).bytes();
    }

    private static ByteBuffer birth(long bdSeq) {
        return SparkplugPayload.of(1_700_000_000_000L)
                .with("bdSeq", bdSeq)
                .with("Node Control/Rebirth", 0)
                .bytes();
    }

    /** Every byte there is, in the value of a metric. */
    private static ByteBuffer data() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return SparkplugPayload.of(Long.MAX_VALUE).with("raw", all).bytes();
    }

    private PahoPeer primaryHost() {
        Will death = new Will(hostState(), 1, true, state(false, 1));
        return connect(client(MQTT_3_1_1, "scada" + number).with(death))
                .subscribe("spBv1.0/#", 0)
                .retain(hostState(), 1, state(true, 1));
    }

    @Test
    void aSparkplugEdgeNodeThatIsTakenOverHasDiedBeforeItIsBornAgain() throws Exception {
        PahoPeer host = primaryHost();
        PahoPeer first = edgeNode(0);
        for (String type : List.of("DBIRTH", "DDATA", "DDEATH")) {
            first.publish(sparkplug(type) + "/motor", 0, data());
        }
        Await.until(() -> !host.payloads(sparkplug("DDEATH") + "/motor").isEmpty());
        edgeNode(1); // with the same Client Identifier
        first.awaitDisconnected();
        Await.until(() -> host.payloads(sparkplug("NBIRTH")).size() == 2);

        List<Received> story = host.received(topic -> topic.endsWith("/edge" + number) || topic.endsWith("/motor"));
        assertThat(story)
                .noneMatch(Received::retain)
                .extracting(each -> Map.entry(each.topic(), each.bytes()))
                .containsExactly(
                        Map.entry(sparkplug("NBIRTH"), birth(0)),
                        Map.entry(sparkplug("DBIRTH") + "/motor", data()),
                        Map.entry(sparkplug("DDATA") + "/motor", data()),
                        Map.entry(sparkplug("DDEATH") + "/motor", data()),
                        Map.entry(sparkplug("NDEATH"), death(0)),
                        Map.entry(sparkplug("NBIRTH"), birth(1)));
        assertThat(retained("spBv1.0/plant/#")).isEmpty(); // neither births nor deaths
    }

    @Test
    void aSparkplugEdgeNodeKnowsItsPrimaryHostAndTakesItsCommands() throws Exception {
        PahoPeer host = primaryHost();
        PahoPeer edge = edgeNode(0);
        assertThat(edge.await(hostState(), state(true, 1)).retain()).isTrue();
        host.publish(sparkplug("NCMD"), 1, data());
        Await.until(() -> !edge.payloads(sparkplug("NCMD")).isEmpty());
        assertThat(edge.received(sparkplug("NCMD")::equals))
                .extracting(Received::bytes)
                .containsExactly(data());
        host.close();
        assertThat(edge.await(hostState(), state(false, 1)).retain()).isFalse();
        assertRetained(hostState(), state(false, 1));
    }
}
