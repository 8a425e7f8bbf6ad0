package org.holdfast.engine.management;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.BrokerStatus;
import org.holdfast.engine.commit.CommitStatus;
import org.holdfast.engine.management.ClientManagement.Presence;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.retained.ChangeResult;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.session.ClientStatus;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.QosTraffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManagementTest {
    private static final int ADMINISTRATIVE_ACTION = 0x98;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    private TopicManagement topics() {
        return broker.broker().management().topics();
    }

    private ClientManagement clients() {
        return broker.broker().management().clients();
    }

    private static Publication retained(String topic, String payload) {
        return new Publication(
                TopicName.of(topic),
                Payload.of(payload.getBytes(StandardCharsets.UTF_8)),
                QoS.AT_LEAST_ONCE,
                true,
                Properties.NONE,
                60);
    }

    private CompletableFuture<Receipt> publish(Publication publication) {
        return topics().publish(publication, "host");
    }

    // ---- topics

    @Test
    void aMessageOfTheHostReachesSubscribersAndIsCommittedWhenItIsDone() {
        RawClient subscriber = broker.connect(MQTT_5_0, "s").subscribe("a/#", 1);

        Receipt receipt = publish(retained("a/b", "on")).join();

        assertThat(receipt).isEqualTo(new Receipt(true, null, null));
        assertThat(broker.store().topics()).containsExactly("a/b");
        subscriber.expectPublish("a/b", 1, "on");
        Message kept = requireNonNull(topics().view().get(TopicName.of("a/b"))).message();
        assertThat(kept.publisher()).isEqualTo("host");
        assertThat(kept.remainingSeconds(broker.clock().millis())).isEqualTo(60);
    }

    @Test
    void whatIsClearedByTheHostTellsNobody() {
        publish(retained("a", "on")).join();
        RawClient subscriber = broker.connect(MQTT_5_0, "s").subscribe("#", 0);
        subscriber.expectPublish("a", "on");

        RetainedMessage seen = requireNonNull(topics().view().get(TopicName.of("a")));
        requireNonNull(topics().clear(seen)).join();

        assertThat(topics().view().get(TopicName.of("a"))).isNull();
        assertThat(broker.store().topics()).isEmpty();
        subscriber.expectNothingFrom(broker.connect(MQTT_5_0, "p"));
    }

    @Test
    void onlyWhatWasSeenIsCleared() {
        publish(retained("a", "on")).join();
        RetainedMessage seen = requireNonNull(topics().view().get(TopicName.of("a")));
        publish(retained("a", "newer")).join();

        assertThat(topics().clear(seen)).isNull();
        assertThat(broker.store().topics()).containsExactly("a");
    }

    @Test
    void whatIsRetainedAlreadyKeepsItsPlaceWhereOnlyTheRestIsWanted() {
        publish(retained("a", "on")).join();
        Message other = requireNonNull(topics().view().get(TopicName.of("a"))).message();

        assertThat(topics().keepSoonIfNone(other)).isEqualTo(ChangeResult.NO_CHANGE);
        broker.clock().advance(Duration.ofSeconds(60)); // it has expired, which may not have been noticed yet
        assertThat(topics().keepSoonIfNone(other.withLifetime(Message.NEVER, 0)))
                .isEqualTo(ChangeResult.CHANGED);
        assertThat(topics().view().get(TopicName.of("a"))).isNotNull();
    }

    @Test
    void aLifetimeIsChangedWhereAMessageIsRetainedAndCountedFromThen() {
        publish(retained("a", "on")).join();
        broker.clock().advance(Duration.ofSeconds(50));

        requireNonNull(topics().changeLifetime(TopicName.of("a"), Duration.ofSeconds(30)))
                .join();
        Message changed = requireNonNull(topics().view().get(TopicName.of("a"))).message();
        assertThat(changed.remainingSeconds(broker.clock().millis())).isEqualTo(30);

        broker.clock().advance(Duration.ofSeconds(30));
        assertThat(topics().changeLifetime(TopicName.of("a"), null)).isNull();
        assertThat(topics().changeLifetime(TopicName.of("b"), null)).isNull();
    }

    @Test
    void aPurgeClearsWhatMatchesAndNothingElse() {
        for (String topic : List.of("old/1", "old/2", "old", "new/1")) {
            publish(retained(topic, "x")).join();
        }
        List<Long> progress = new ArrayList<>();

        long cleared = topics().purge(TopicFilter.of("old/+"), CompletableFuture::join, progress::add);

        assertThat(cleared).isEqualTo(2);
        assertThat(progress).containsExactly(2L);
        assertThat(broker.store().topics()).containsExactlyInAnyOrder("old", "new/1");
    }

    @Test
    void aPurgeOfAllTakesWhatClientsRetainBelowADollarToo() {
        publish(retained("$aws/shadow", "x")).join();
        publish(retained("a", "x")).join();

        assertThat(topics().purge(TopicFilter.of("#"), CompletableFuture::join, cleared -> {}))
                .isEqualTo(2);
        assertThat(broker.store().topics()).isEmpty();
    }

    @Test
    void whatTheBrokerSaysAboutItselfIsNotPurged() {
        long before = topics().view().count(TopicFilter.of("$SYS/#"));
        assertThat(before).isPositive();
        assertThat(topics().purge(TopicFilter.of("$SYS/#"), CompletableFuture::join, cleared -> {}))
                .isZero();
        assertThat(topics().view().count(TopicFilter.of("$SYS/#"))).isEqualTo(before);
    }

    @Test
    void aLimitThatIsSetWhileTheBrokerRunsHoldsAtOnce() {
        publish(retained("first", "1")).join();
        RetainedConfig before = BrokerConfig.DEFAULT.retained();
        RetainedLimits one = new RetainedLimits(1, 10, 1 << 20, 4, WhenFull.REFUSE);
        broker.broker().reconfigure(with(before, one));

        assertThat(publish(retained("second", "1")).join().refusal()).isEqualTo(Refusal.TOO_MANY_MESSAGES);
        assertThat(publish(retained("first", "12345678901")).join().explanation())
                .contains("at most 10 bytes");
        assertThat(publish(retained("first", "2")).join().refusal()).isNull();

        broker.broker().reconfigure(with(before, RetainedLimits.DEFAULT));
        assertThat(publish(retained("second", "1")).join().refusal()).isNull();
    }

    private static BrokerConfig with(RetainedConfig config, RetainedLimits limits) {
        return new BrokerConfig(
                BrokerConfig.DEFAULT.listener(),
                null,
                BrokerConfig.DEFAULT.connect(),
                BrokerConfig.DEFAULT.commits(),
                new RetainedConfig(
                        config.acknowledge(), config.acknowledgeTimeout(), config.node(), limits, config.lifetime()),
                BrokerConfig.DEFAULT.session(),
                Duration.ZERO);
    }

    // ---- clients

    @Test
    void clientsAreFoundByAPartOfTheirIdentifier() {
        for (String clientId : List.of("press-2", "Press-1", "meter")) {
            broker.connect(MQTT_5_0, clientId);
        }

        Page<ClientStatus> page = clients().list("press", Presence.CONNECTED, 0, 1);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).extracting(ClientStatus::clientId).containsExactly("Press-1");
        assertThat(clients().list("press", Presence.ANY, 1, 5).items())
                .extracting(ClientStatus::clientId)
                .containsExactly("press-2");
        assertThat(clients().list("", Presence.AWAY, 0, 5).items()).isEmpty();
        assertThat(clients().find("nobody")).isNull();
    }

    @Test
    void aClientIsShownWithItsConnectionAndItsMessages() {
        RawClient client = broker.connect(MQTT_3_1_1, "meter").subscribe("m/#", 1);
        client.publish("m/1", 0, "x").expectPublish("m/1", "x");
        client.publish("m/2", 0, "x").expectPublish("m/2", "x");

        ClientStatus status = requireNonNull(clients().find("meter"));
        ClientStatus.Attached connection = requireNonNull(status.connection());
        assertThat(connection.address()).startsWith("127.0.0.1:");
        assertThat(connection.carrier()).isEqualTo(Carrier.TCP);
        assertThat(status.subscriptions()).isEqualTo(1);
        assertThat(status.traffic().received()).isEqualTo(2);
        assertThat(status.traffic().sent()).isEqualTo(2);
        assertThat(status.traffic().queued()).isZero();
    }

    @Test
    void aClientThatIsCutOffIsToldWhyAndMayComeBack() {
        RawClient client = broker.connect(MQTT_5_0, "cut");
        assertThat(clients().disconnect("cut", false)).succeedsWithin(LIMIT);
        client.expectDisconnect(ADMINISTRATIVE_ACTION);
        broker.connect(MQTT_5_0, "cut").barrier();
        assertThat(clients().disconnect("nobody", false)).isNull();
    }

    @Test
    void aSessionThatIsEndedIsGoneWhenThatIsDone() {
        RawClient client = broker.resume(MQTT_5_0, "stored", false).barrier();
        broker.store().block();

        CompletableFuture<Void> done = requireNonNull(clients().disconnect("stored", true));
        client.expectDisconnect(ADMINISTRATIVE_ACTION);
        broker.connect(MQTT_5_0, "other").barrier();
        assertThat(done).isNotDone(); // a crash would bring the session back
        broker.store().release();

        assertThat(done).succeedsWithin(LIMIT);
        assertThat(clients().find("stored")).isNull();
        assertThat(broker.store().sessionStates()).isEmpty();
    }

    @Test
    void receiversOfATopicAreThoseWhoseFiltersMatchAndAllMembersOfAGroup() {
        broker.connect(MQTT_5_0, "one").subscribe("a/+", 1);
        broker.connect(MQTT_5_0, "two").subscribe("$share/g/a/#", 0);
        broker.connect(MQTT_5_0, "three").subscribe("$share/g/a/#", 2);
        broker.connect(MQTT_5_0, "four").subscribe("b/#", 0);

        Page<SubscriptionStatus> page = clients().receivers(TopicName.of("a/b"), 0, 10);
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.items()).extracting(SubscriptionStatus::clientId).containsExactly("three", "two", "one");
        assertThat(clients().subscriptions("A/", null, 0, 10).total()).isEqualTo(3);
        assertThat(clients().subscriptions("", "four", 0, 10).items())
                .extracting(each -> each.filter().value())
                .containsExactly("b/#");
        assertThat(clients().subscriptions("", null, 1, 2).items()).hasSize(2);
    }

    // ---- figures

    @Test
    void messagesAreCountedByQos() {
        RawClient client = broker.connect(MQTT_5_0, "count").subscribe("#", 0);
        client.publish("t", 0, "123").expectPublish("t", "123");

        BrokerStatus status = broker.broker().status();
        QosTraffic qos0 = status.traffic().qos().get(0);
        assertThat(qos0).isEqualTo(new QosTraffic(1, 3, 1, 3));
        assertThat(status.traffic().qos().get(2)).isEqualTo(QosTraffic.NONE);
        assertThat(status.traffic().publishesReceived()).isEqualTo(1);
        assertThat(status.lag()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void eachCommitIsTimed() {
        publish(retained("timed", "x")).join();
        CommitStatus status = broker.broker().status().commits();
        assertThat(status.times().total()).isPositive();
        assertThat(status.times().within().get(Duration.ofSeconds(10))).isEqualTo(status.commits());
    }
}
