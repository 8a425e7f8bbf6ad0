package org.holdfast.engine.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.session.ClientStatus;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalClientsTest {
    private static final long HOUR = 3_600;

    private volatile boolean isLeaseHeld = true;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().lease(() -> isLeaseHeld);

    private final RecordingReceiver receiver = new RecordingReceiver();

    private LocalConnection connect(String clientId) {
        return connect(clientId, 10, 0, receiver);
    }

    private LocalConnection connect(String clientId, int capacity, long expiry, LocalReceiver to) {
        return broker.broker()
                .locals()
                .connect(new LocalConnect(clientId, expiry == 0, expiry, null, capacity, "bean Meter"), to);
    }

    private static void subscribe(LocalConnection connection, String filter, QoS qos) {
        Subscribe.Request request =
                new Subscribe.Request(TopicFilter.of(filter), qos, false, true, RetainHandling.SEND_ALWAYS);
        assertThat(connection.subscribe(List.of(request), 7).join()).containsExactly(ReasonCode.granted(qos));
    }

    private static Publication message(String topic, String payload, QoS qos, boolean retain) {
        return new Publication(
                TopicName.of(topic),
                Payload.of(payload.getBytes(UTF_8)),
                qos,
                retain,
                Properties.NONE,
                Message.NO_EXPIRY_INTERVAL);
    }

    private @Nullable ClientStatus status(String clientId) {
        return broker.broker().management().clients().find(clientId);
    }

    // ---- the session

    @Test
    void aClientOfTheNetworkThatHasItsIdentifierDoesNotKeepItOut() {
        RawClient squatter = broker.resume(MQTT_5_0, "local", false).subscribe("a", 1);
        connect("local", 10, HOUR, receiver);

        assertThat(receiver.sessionPresent()).isFalse(); // it does not go on with what another has begun
        squatter.expectDisconnect(0x8E);
        broker.open(MQTT_5_0).send("10 .. @ 00 0000 [] s'local'").expectRefused(0x87);
    }

    // ---- receiving

    @Test
    void getsWhatClientsOnTheNetworkPublish() throws Exception {
        LocalConnection connection = connect("local");
        assertThat(receiver.sessionPresent()).isFalse();
        subscribe(connection, "a/+", QoS.AT_LEAST_ONCE);

        broker.connect(MQTT_5_0, "p").publish("a/b", 1, "on");

        LocalDelivery delivery = receiver.next("on");
        assertThat(delivery.message().topic()).isEqualTo(TopicName.of("a/b"));
        assertThat(delivery.qos()).isEqualTo(QoS.AT_LEAST_ONCE);
        assertThat(delivery.isDuplicate()).isFalse();
        assertThat(delivery.retain()).isFalse();
        assertThat(delivery.subscriptionIdentifiers()).containsExactly(7);
        assertThat(requireNonNull(status("local")).traffic().inflight()).isEqualTo(1);
        delivery.acknowledge();
        assertThat(requireNonNull(status("local")).traffic().inflight()).isZero();
    }

    @Test
    void getsWhatIsRetainedFirst() throws Exception {
        LocalConnection connection = connect("local");
        connection.publish(message("a/b", "kept", QoS.AT_LEAST_ONCE, true)).join();

        subscribe(connection, "a/b", QoS.AT_MOST_ONCE);

        assertThat(receiver.next("kept").retain()).isTrue();
    }

    @Test
    void takesNoMoreMessagesAtOnceThanItHasSaidAtAnyQos() throws Exception {
        for (QoS qos : QoS.values()) {
            RecordingReceiver slow = new RecordingReceiver();
            LocalConnection connection = connect("slow" + qos, 4, 0, slow);
            subscribe(connection, "n", qos);
            for (int i = 0; i < 10; i++) {
                connection
                        .publish(message("n", Integer.toString(i), qos, false))
                        .join();
            }
            assertThat(requireNonNull(status("slow" + qos)).traffic().queued()).isEqualTo(6);
            assertThat(slow.waiting()).isEqualTo(4);
            for (int i = 0; i < 10; i++) {
                slow.next(Integer.toString(i)).acknowledge();
            }
            connection.close();
        }
    }

    @Test
    void aMessageOfQos2LeavesTheSessionWhenItIsAcknowledged() throws Exception {
        LocalConnection connection = connect("local");
        subscribe(connection, "a", QoS.EXACTLY_ONCE);

        connection.publish(message("a", "x", QoS.EXACTLY_ONCE, false)).join();
        receiver.next("x").acknowledge();
        connection.unsubscribe(List.of(TopicFilter.of("a"))).join(); // what comes after PUBREC, PUBREL and PUBCOMP
        assertThat(connection.unsubscribe(List.of(TopicFilter.of("a"))).join())
                .containsExactly(ReasonCode.NO_SUBSCRIPTION_EXISTED);

        assertThat(requireNonNull(status("local")).traffic().inflight()).isZero();
    }

    @Test
    void whatWasNotAcknowledgedComesAgainWhenTheSessionGoesOn() throws Exception {
        LocalConnection first = connect("durable", 10, HOUR, receiver);
        subscribe(first, "a", QoS.AT_LEAST_ONCE);
        first.publish(message("a", "1", QoS.AT_LEAST_ONCE, false)).join();
        first.publish(message("a", "2", QoS.AT_LEAST_ONCE, false)).join();
        receiver.next("1").acknowledge();
        LocalDelivery lost = receiver.next("2");
        first.close();
        broker.connect(MQTT_5_0, "p").publish("a", 1, "3");
        lost.acknowledge(); // too late

        RecordingReceiver second = new RecordingReceiver();
        connect("durable", 10, HOUR, second);

        assertThat(second.sessionPresent()).isTrue();
        LocalDelivery again = second.next("2");
        assertThat(again.isDuplicate()).isTrue();
        assertThat(second.next("3").isDuplicate()).isFalse();
        assertThat(receiver.isClosed()).isFalse(); // it has closed itself
    }

    // ---- publishing

    @Test
    void whatIsPublishedReachesOthersAndIsCommittedWhenItIsRetained() {
        RawClient subscriber = broker.connect(MQTT_5_0, "s").subscribe("a/#", 1);
        LocalConnection connection = connect("local");
        receiver.sessionPresent();

        LocalOutcome outcome = connection
                .publish(message("a/b", "on", QoS.AT_LEAST_ONCE, true))
                .join();

        assertThat(outcome).isEqualTo(LocalOutcome.SUCCESS);
        assertThat(broker.store().topics()).containsExactly("a/b");
        subscriber.expectPublish("a/b", 1, "on");
        Message kept = requireNonNull(
                        broker.broker().management().topics().view().get(TopicName.of("a/b")))
                .message();
        assertThat(kept.publisher()).isEqualTo("local");
        assertThat(requireNonNull(status("local")).traffic().received()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheReceiverEndsItsConnectionOnly() {
        LocalReceiver broken = new LocalReceiver() {
            @Override
            public void connected(boolean sessionPresent) {}

            @Override
            public void message(LocalDelivery delivery) {
                throw new NoClassDefFoundError("its application is gone");
            }

            @Override
            public void closed(ReasonCode reason, String explanation) {
                receiver.closed(reason, explanation);
            }
        };
        RawClient subscriber = broker.connect(MQTT_5_0, "s").subscribe("a", 1);
        LocalConnection connection = connect("broken", 10, 0, broken);
        subscribe(connection, "a", QoS.AT_LEAST_ONCE);

        broker.connect(MQTT_5_0, "p").publish("a", 1, "on");

        assertThat(receiver.end()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);
        subscriber.expectPublish("a", 1, "on");
    }

    @Test
    void isToldWhenNobodyHasSubscribed() {
        assertThat(connect("local")
                        .publish(message("nobody", "x", QoS.AT_LEAST_ONCE, false))
                        .join()
                        .reason())
                .isEqualTo(ReasonCode.NO_MATCHING_SUBSCRIBERS);
    }

    @Test
    void mayNoMoreThanAnybodyElse() {
        LocalOutcome refused = connect("local")
                .publish(message("$SYS/broker/version", "mine", QoS.AT_LEAST_ONCE, false))
                .join();

        assertThat(refused.reason()).isEqualTo(ReasonCode.NOT_AUTHORIZED);
    }

    // ---- beginning and end

    @Test
    void isShownAmongTheClients() {
        connect("local");
        receiver.sessionPresent();

        ClientStatus.Attached shown =
                requireNonNull(requireNonNull(status("local")).connection());
        assertThat(shown.carrier()).isEqualTo(Carrier.LOCAL);
        assertThat(shown.address()).isEqualTo("bean Meter");
    }

    @Test
    void anotherLocalClientWithItsIdentifierTakesItsPlace() {
        LocalConnection connection = connect("same");
        receiver.sessionPresent();

        connect("same", 10, 0, new RecordingReceiver());

        assertThat(receiver.end()).isEqualTo(ReasonCode.SESSION_TAKEN_OVER);
        CompletableFuture<List<ReasonCode>> answer = connection.unsubscribe(List.of(TopicFilter.of("a")));
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void isDisconnectedByAnAdministrator() {
        connect("local");
        receiver.sessionPresent();

        broker.broker().management().clients().disconnect("local", true);

        assertThat(receiver.end()).isEqualTo(ReasonCode.ADMINISTRATIVE_ACTION);
        assertThat(status("local")).isNull();
    }

    @Test
    void isToldWhenTheBrokerStopsAndNotLetInAfterwards() {
        connect("local");
        receiver.sessionPresent();

        broker.broker().stop();

        assertThat(receiver.end()).isEqualTo(ReasonCode.SERVER_SHUTTING_DOWN);
        assertThat(broker.broker().locals().connections()).isZero();
        assertThatThrownBy(() -> connect("late")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void publishesNothingWhileAnotherBrokerMayHaveTheStore() {
        LocalConnection connection = connect("local");
        Publication message = message("a", "x", QoS.AT_LEAST_ONCE, false);
        isLeaseHeld = false;
        assertThat(connection.publish(message).join().reason()).isEqualTo(ReasonCode.UNSPECIFIED_ERROR);

        isLeaseHeld = true;
        assertThat(connection.publish(message).join().reason()).isEqualTo(ReasonCode.NO_MATCHING_SUBSCRIBERS);
    }
}
