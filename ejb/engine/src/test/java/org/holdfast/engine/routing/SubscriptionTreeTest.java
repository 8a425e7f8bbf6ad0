package org.holdfast.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTreeTest {
    private final SubscriptionTree tree = new SubscriptionTree();
    private final Router router = new Router(tree);

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a, a/b, false",
        "a/b, a, false",
        "a/#, a, true", // the parent level too
        "a/#, a/b/c, true",
        "a/#, ab, false",
        "#, a/b, true",
        "#, /a, true",
        "#, $SYS/x, false", // [MQTT-4.7.2-1]
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "+, a, true",
        "+, a/b, false",
        "+, /a, false",
        "/+, /a, true",
        "+/+, /a, true",
        "a/+/c, a/b/c, true",
        "a/+/c, a//c, true",
        "a/+/c, a/b/d, false",
        "a/+/#, a, false",
        "a/+/#, a/b, true",
        "g[1]/v, g[1]/v, true", // NanoMQ: never found
        "A, a, false"
    })
    void matchesAsTopicFilterDoes(String filter, String topic, boolean matches) {
        Receiver receiver = new Receiver("r");
        tree.add(subscription(receiver, filter, QoS.AT_MOST_ONCE));
        Routed routed = router.route(message(topic), MessageOrigin.BROKER);
        assertThat(receiver.got).hasSize(matches ? 1 : 0);
        assertThat(routed).isEqualTo(matches ? Routed.TO_SUBSCRIBERS : Routed.TO_NOBODY);
        assertThat(TopicFilter.of(filter).matches(TopicName.of(topic))).isEqualTo(matches);
    }

    @Test
    void saysWhetherASubscriptionIsNewForItsSubscriberAndNotForItsFilter() { // Moquette confuses the two
        Receiver one = new Receiver("one");
        Receiver other = new Receiver("other");
        assertThat(tree.add(subscription(one, "a", QoS.AT_MOST_ONCE))).isEqualTo(SubscriptionTree.Added.NEW);
        assertThat(tree.add(subscription(other, "a", QoS.AT_MOST_ONCE))).isEqualTo(SubscriptionTree.Added.NEW);
        assertThat(tree.add(subscription(one, "a", QoS.AT_LEAST_ONCE))).isEqualTo(SubscriptionTree.Added.REPLACED);
        assertThat(tree.remove(one, TopicFilter.of("a"))).isTrue();
        assertThat(tree.remove(one, TopicFilter.of("a"))).isFalse();
    }

    @Test
    void overlappingSubscriptionsGetOneCopyAtTheHighestQos() { // [MQTT-3.3.4-2]
        Receiver receiver = new Receiver("r");
        receiver.several = true;
        tree.add(subscription(receiver, "a/#", QoS.AT_MOST_ONCE));
        tree.add(subscription(receiver, "a/b", QoS.AT_LEAST_ONCE));
        router.route(message("a/b"), MessageOrigin.BROKER);
        assertThat(receiver.got).extracting(Delivery::qos).containsExactly(QoS.AT_LEAST_ONCE);
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneMemberByTurns() {
        Receiver one = new Receiver("one");
        Receiver other = new Receiver("other");
        tree.add(subscription(one, "$share/g/a", QoS.AT_MOST_ONCE));
        tree.add(subscription(other, "$share/g/a", QoS.AT_MOST_ONCE));
        for (int i = 0; i < 10; i++) {
            router.route(message("a"), MessageOrigin.BROKER);
        }
        assertThat(one.got).hasSize(5);
        assertThat(other.got).hasSize(5);
    }

    @Test
    void aSharedSubscriptionPassesOverMembersThatAreAway() {
        Receiver here = new Receiver("here");
        Receiver away = new Receiver("away");
        away.connected = false;
        tree.add(subscription(away, "$share/g/a", QoS.AT_MOST_ONCE));
        tree.add(subscription(here, "$share/g/a", QoS.AT_MOST_ONCE));
        for (int i = 0; i < 4; i++) {
            router.route(message("a"), MessageOrigin.BROKER);
        }
        assertThat(here.got).hasSize(4);
        tree.remove(here, TopicFilter.of("$share/g/a"));
        router.route(message("a"), MessageOrigin.BROKER);
        assertThat(away.got).hasSize(1);
    }

    @Test
    void aStayingSubscriberMissesNothingWhileOthersComeAndGo() throws Exception {
        Receiver staying = new Receiver("staying");
        tree.add(subscription(staying, "a/b/c", QoS.AT_MOST_ONCE));
        AtomicBoolean running = new AtomicBoolean(true);
        CountDownLatch churning = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> churn = new ArrayList<>();
        for (String filter : List.of("a/b/c/d", "a/b/+")) {
            churn.add(threads.submit(() -> {
                Receiver passing = new Receiver(filter);
                for (int i = 0; running.get() || i < 1_000; i++) {
                    tree.add(subscription(passing, filter, QoS.AT_MOST_ONCE));
                    tree.remove(passing, TopicFilter.of(filter));
                    churning.countDown();
                }
            }));
        }
        assertThat(churning.await(60, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 50_000; i++) {
            router.route(message("a/b/c"), MessageOrigin.BROKER);
        }
        running.set(false);
        for (Future<?> thread : churn) {
            thread.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(staying.got).hasSize(50_000);
    }

    private static Subscription subscription(Subscriber subscriber, String filter, QoS qos) {
        return new Subscription(subscriber, TopicFilter.of(filter), qos, false, false, RetainHandling.SEND_ALWAYS, 0);
    }

    private static Message message(String topic) {
        return new Message(
                TopicName.of(topic), Payload.EMPTY, QoS.EXACTLY_ONCE, false, Properties.NONE, Message.NEVER, 0, "");
    }

    /** Collects what it gets. */
    private static final class Receiver implements Subscriber {
        private final String name;
        private final List<Delivery> got = new ArrayList<>();
        private boolean connected = true;
        private boolean several;

        Receiver(String name) {
            this.name = name;
        }

        @Override
        public String clientId() {
            return name;
        }

        @Override
        public synchronized Taken deliver(Delivery delivery) {
            got.add(delivery);
            return Taken.IN_MEMORY;
        }

        @Override
        public Taken inherit(Delivery delivery) {
            return deliver(delivery);
        }

        @Override
        public boolean hasRoomFor(QoS qos) {
            return true;
        }

        @Override
        public boolean isCongested() {
            return false;
        }

        @Override
        public void onRelief(Executor executor, Runnable task) {
            executor.execute(task);
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public boolean hasSeveralSubscriptions() {
            return several;
        }
    }
}
