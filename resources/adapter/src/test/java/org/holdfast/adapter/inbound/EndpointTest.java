package org.holdfast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.holdfast.adapter.inbound.FakeBroker.FakeLink;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.gateway.Gateways;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An activated bean between a broker and a container that the test plays. */
class EndpointTest {
    private static final int LIMIT_SECONDS = 20;

    private final FakeBroker broker = new FakeBroker();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
        Gateways.withdraw();
    }

    private FakeContainer container(MqttListener bean) {
        FakeContainer container = new FakeContainer(bean);
        toClose.add(0, container);
        return container;
    }

    private Endpoint activate(FakeContainer container, Consumer<MqttActivationSpec> settings) throws Exception {
        MqttActivationSpec spec = new MqttActivationSpec();
        spec.setTopicFilter("a/#");
        spec.setRedeliveryPause("1");
        spec.setRedeliveryPauseLimit("5");
        settings.accept(spec);
        Endpoint endpoint = new Endpoint(EndpointConfig.of(container, spec), container, container.context());
        toClose.add(0, endpoint::stop);
        endpoint.start();
        return endpoint;
    }

    private FakeLink link() throws InterruptedException {
        return Objects.requireNonNull(broker.links.poll(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    // ---- messages

    @Test
    void aMessageIsAcknowledgedAfterTheCommit() throws Exception {
        FakeContainer container = container(message -> {
            assertThat(broker.acknowledged).isEmpty();
            calls.add(message.text());
        });
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "1");

        await(() -> broker.acknowledged.equals(List.of("1")));
        assertThat(calls).containsExactly("1");
    }

    @Test
    void aMessageComesAgainUntilItsTransactionIsCommitted() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text() + message.attempt()));
        container.commits = false;
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "x");
        await(() -> calls.size() >= 3);
        assertThat(broker.acknowledged).isEmpty();
        container.commits = true;

        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(calls).startsWith("x1", "x2", "x3");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aMessageThatTheBeanThrowsOnComesAgain(boolean transacted) throws Exception {
        FakeContainer container = container(message -> {
            calls.add(message.text());
            if (message.attempt() < 3) {
                throw new Exception("not yet");
            }
        });
        container.isTransacted = transacted;
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "x");

        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(calls).containsExactly("x", "x", "x");
    }

    @ParameterizedTest
    @CsvSource({"topic, 8", "all, 8", "none, 8", "topic, 1"})
    void eachMessageIsDeliveredAndWhatHasAnOrderKeepsIt(String ordering, int concurrency) throws Exception {
        int topics = 50;
        int messages = 400;
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        FakeContainer container = container(message -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            seen.computeIfAbsent(message.topic(), topic -> new CopyOnWriteArrayList<>())
                    .add(Integer.valueOf(message.text()));
            running.decrementAndGet();
            if (Integer.parseInt(message.text()) % 100 == 99 && message.attempt() == 1) {
                seen.get(message.topic()).remove(Integer.valueOf(message.text()));
                throw new IllegalStateException("once more");
            }
        });
        Gateways.offer(broker);
        activate(container, spec -> {
            spec.setOrdering(ordering);
            spec.setMaxConcurrency(Integer.toString(concurrency));
        });

        FakeLink link = link();
        for (int i = 0; i < messages; i++) {
            for (int topic = 0; topic < topics; topic++) {
                link.deliver("a/" + topic, Integer.toString(i));
            }
        }

        await(() -> broker.acknowledged.size() == topics * messages);
        List<Integer> inOrder = IntStream.range(0, messages).boxed().toList();
        if (ordering.equals("none")) {
            assertThat(seen.values()).allSatisfy(each -> assertThat(each).hasSameElementsAs(inOrder));
        } else {
            assertThat(seen.values()).allSatisfy(each -> assertThat(each).isEqualTo(inOrder));
        }
        assertThat(most.get()).isBetween(1, ordering.equals("all") ? 1 : concurrency);
    }

    @Test
    void aFailedMessageHoldsUpItsTopicOnly() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        FakeContainer container = container(message -> {
            if (message.text().equals("bad") && mayGo.getCount() > 0) {
                throw new IllegalStateException("not now");
            }
            calls.add(message.text());
        });
        Gateways.offer(broker);
        activate(container, spec -> spec.setMaxConcurrency("1"));

        FakeLink link = link();
        link.deliver("a/1", "bad");
        link.deliver("a/1", "behind it");
        link.deliver("a/2", "elsewhere");

        await(() -> calls.equals(List.of("elsewhere")));
        mayGo.countDown();
        await(() -> calls.equals(List.of("elsewhere", "bad", "behind it")));
    }

    @Test
    void aMessageThatFailsTooOftenIsPublishedWithTheReason() throws Exception {
        FakeContainer container = container(message -> {
            throw new IllegalStateException("never");
        });
        Gateways.offer(broker);
        activate(container, spec -> {
            spec.setDeadLetterTopic("dead");
            spec.setRedeliveryLimit("2");
        });

        link().deliver("a/b", "x");

        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(broker.published).singleElement().satisfies(letter -> {
            List<String> properties = new ArrayList<>();
            letter.copyProperties(
                    (name, value) -> properties.add(name), (name, value) -> properties.add(name + "=" + value));
            assertThat(letter.topic()).isEqualTo("dead");
            assertThat(letter.qos()).isEqualTo(1);
            assertThat(properties)
                    .containsExactly(
                            "unit=kWh", // neither the Message Expiry Interval nor the Subscription Identifier
                            "dead-letter-reason=java.lang.IllegalStateException: never",
                            "dead-letter-topic=a/b",
                            "dead-letter-bean=Bean",
                            "dead-letter-attempts=3");
        });
    }

    @Test
    void aDeadLetterThatIsRefusedIsNotLost() throws Exception {
        FakeContainer container = container(message -> {
            throw new IllegalStateException("never");
        });
        broker.publishReason = 0x97;
        Gateways.offer(broker);
        activate(container, spec -> {
            spec.setDeadLetterTopic("dead");
            spec.setRedeliveryLimit("0");
        });

        link().deliver("a/b", "x");
        await(() -> broker.published.size() >= 2);
        assertThat(broker.acknowledged).isEmpty();
        broker.publishReason = 0;

        await(() -> broker.acknowledged.equals(List.of("x")));
    }

    @Test
    void theReasonOfADeadLetterIsTextThatMqttAllows() throws Exception {
        FakeContainer container = container(message -> {
            throw new NumberFormatException("For input string: a\0b\n\ud800 \ud83d\ude00");
        });
        Gateways.offer(broker);
        activate(container, spec -> {
            spec.setDeadLetterTopic("dead");
            spec.setRedeliveryLimit("0");
        });

        link().deliver("a/b", "x");

        await(() -> broker.acknowledged.equals(List.of("x")));
        Map<String, String> properties = new ConcurrentHashMap<>();
        broker.published.get(0).copyProperties((name, value) -> {}, properties::put);
        assertThat(properties)
                .containsEntry(
                        "dead-letter-reason",
                        "java.lang.NumberFormatException: For input string: a\ufffdb\ufffd\ufffd \ud83d\ude00");
    }

    @Test
    void aBeanThatIsStoppedAfterItsLastTryHasNothingBuried() throws Exception {
        FakeContainer container = container(message -> {
            calls.add(message.text());
            throw new IllegalStateException("the application is being undeployed");
        });
        Gateways.offer(broker);
        Endpoint endpoint = activate(container, spec -> {
            spec.setDeadLetterTopic("dead");
            spec.setRedeliveryLimit("0");
            spec.setRedeliveryPause("60000");
            spec.setRedeliveryPauseLimit("60000");
        });
        link().deliver("a/b", "x");
        await(() -> calls.size() == 1);

        endpoint.stop();

        assertThat(broker.published).isEmpty();
        assertThat(broker.acknowledged).isEmpty();
    }

    // ---- the container

    @Test
    void aContainerThatFailsBeforeTheCallIsNoFailureOfTheBean() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text() + message.attempt()));
        container.begins = false;
        Gateways.offer(broker);
        activate(container, spec -> {
            spec.setDeadLetterTopic("dead");
            spec.setRedeliveryLimit("0");
        });

        link().deliver("a/b", "x");
        TimeUnit.MILLISECONDS.sleep(50); // long enough for a try
        container.begins = true;

        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(calls).containsExactly("x1");
        assertThat(broker.published).isEmpty();
    }

    @Test
    void anErrorAfterTheCallLeavesNoMessageBehind() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text()));
        container.endsWith = new OutOfMemoryError("for this test");
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "x");
        await(() -> !calls.isEmpty());
        container.endsWith = null;

        await(() -> broker.acknowledged.equals(List.of("x")));
    }

    @Test
    void messagesWaitWhileTheServerHasNoThreads() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text()));
        container.hasThreads = false;
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "x");
        container.hasThreads = true;

        await(() -> broker.acknowledged.equals(List.of("x")));
    }

    @Test
    void messagesWaitWhileThereIsNoInstanceAndThatIsNoFailureOfTheBean() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text() + message.attempt()));
        container.maximumInstances = 0;
        Gateways.offer(broker);
        activate(container, spec -> {});

        link().deliver("a/b", "x");
        TimeUnit.MILLISECONDS.sleep(50); // long enough for a try
        container.maximumInstances = 1;

        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(calls).containsExactly("x1");
    }

    @Test
    void allInstancesAreGivenBackAtTheEnd() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text()));
        Gateways.offer(broker);
        Endpoint endpoint = activate(container, spec -> {});
        FakeLink link = link();
        link.deliver("a/1", "x");
        await(() -> broker.acknowledged.size() == 1);

        endpoint.stop();

        assertThat(container.instances.get()).isZero();
        assertThat(link.closed).isTrue();
        assertThat(endpoint.state()).isEqualTo(Endpoint.State.STOPPED);
    }

    // ---- the broker

    @Test
    void aBeanWaitsForItsBrokerAndComesBackToIt() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text()));
        Endpoint endpoint = activate(container, spec -> {});
        await(() -> endpoint.state() == Endpoint.State.WAITING);

        Gateways.offer(broker);
        FakeLink first = link();
        await(() -> endpoint.state() == Endpoint.State.ACTIVE);
        Gateways.withdraw();
        first.receiver.closed(0x8B, "the broker is shutting down");
        await(() -> endpoint.state() == Endpoint.State.WAITING);
        assertThat(endpoint.failure()).isEqualTo("0x8B, the broker is shutting down");

        Gateways.offer(broker);
        link().deliver("a/b", "x");
        await(() -> broker.acknowledged.equals(List.of("x")));
        assertThat(endpoint.failure()).isEmpty();
    }

    @Test
    void aRefusedFilterIsToldAndTriedAgain() throws Exception {
        FakeContainer container = container(message -> calls.add(message.text()));
        broker.subscribeReason = 0x87;
        Gateways.offer(broker);
        Endpoint endpoint = activate(container, spec -> {});

        FakeLink refused = link();
        await(() -> refused.closed);
        await(() -> endpoint.failure().equals("the broker rejected the Topic Filter a/#: 0x87, not authorized"));
        broker.subscribeReason = 1;

        await(() -> endpoint.state() == Endpoint.State.ACTIVE);
    }

    @Test
    void filtersOfAnEarlierVersionOfTheBeanAreUnsubscribed() throws Exception {
        broker.known.addAll(List.of("a/#", "old/+"));
        Gateways.offer(broker);

        activate(container(message -> calls.add(message.text())), spec -> {
            spec.setClientId("bean");
            spec.setSessionExpiry("60");
        });

        assertThat(link().subscribed).containsExactly("a/#");
        assertThat(Set.copyOf(broker.unsubscribed)).containsExactly("old/+");
    }

    /** Each of its messages waits for the latch. */
    private Endpoint durableBean(CountDownLatch blocked) throws Exception {
        Gateways.offer(broker);
        FakeContainer container = container(message -> {
            calls.add(message.text());
            blocked.await();
        });
        return activate(container, spec -> {
            spec.setClientId("bean");
            spec.setSessionExpiry("60");
        });
    }

    /** The bean has begun with the first of them. */
    private FakeLink linkThatHasTwoMessages() throws InterruptedException {
        FakeLink link = link();
        link.deliver("a/b", "1");
        link.deliver("a/b", "2");
        await(() -> calls.equals(List.of("1")));
        return link;
    }

    @Test
    void whatADurableSessionWillBringAgainIsNotBegunAfterTheEndOfItsConnection() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Endpoint endpoint = durableBean(blocked);
        FakeLink first = linkThatHasTwoMessages();

        first.receiver.closed(0x98, "an administrator closed the connection");
        FakeLink second = link();
        assertThat(second).isNotSameAs(first);
        blocked.countDown();
        second.deliver("a/b", "2");

        await(() -> broker.acknowledged.equals(List.of("1", "2")));
        assertThat(calls).containsExactly("1", "2");
        await(() -> endpoint.state() == Endpoint.State.ACTIVE);
    }

    @Test
    void whatTheBrokerHasForgottenIsHandledAllTheSame() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Endpoint endpoint = durableBean(blocked);
        FakeLink first = linkThatHasTwoMessages();

        Gateways.withdraw();
        first.receiver.closed(0x8B, "the broker is shutting down");
        await(() -> endpoint.state() == Endpoint.State.WAITING);
        blocked.countDown();
        TimeUnit.MILLISECONDS.sleep(50); // long enough for a try: nobody knows yet who has the second one
        assertThat(calls).containsExactly("1");
        broker.keepsSessions = false;
        Gateways.offer(broker);
        link().deliver("a/b", "3");

        await(() -> broker.acknowledged.contains("3"));
        assertThat(calls).containsExactly("1", "2", "3");
    }
}
