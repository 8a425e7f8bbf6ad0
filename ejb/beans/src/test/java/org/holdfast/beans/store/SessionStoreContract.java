package org.holdfast.beans.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.SessionState.Owed;
import org.holdfast.engine.session.store.SessionState.Queued;
import org.holdfast.engine.session.store.SessionState.Received;
import org.holdfast.engine.session.store.SessionState.Stored;
import org.holdfast.engine.session.store.SessionState.Subscribed;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store of sessions does. A subclass for each database says how to get at an empty one. */
abstract class SessionStoreContract {
    private static final Properties PROPERTIES = Properties.builder()
            .contentType("text/plain")
            .userProperty("unit", "\u00b0C")
            .build();

    /** The store under test, empty at the start of each test. */
    abstract BrokerStore store();

    static Stream<SessionState> states() {
        Will will = new Will(
                TopicName.of("will/\u00e4"), Payload.of(bytes("gone")), QoS.AT_LEAST_ONCE, true, PROPERTIES, 60, 30);
        return Stream.of(
                new Stored(1, "client", Owner.ANONYMOUS, 3_600, SessionState.NEVER, null, SessionState.NEVER),
                new Stored(
                        2,
                        "\u6e29\u5ea6",
                        Owner.user("\u6e29"),
                        0xFFFF_FFFFL,
                        1_800_000_000_000L,
                        will,
                        1_800_000_000_001L),
                new Subscribed(
                        1,
                        TopicFilter.of("a/+/#"),
                        QoS.EXACTLY_ONCE,
                        true,
                        true,
                        RetainHandling.SEND_IF_NEW,
                        268_435_455),
                new Subscribed(
                        1,
                        TopicFilter.of("$share/group/" + "a".repeat(60_000)),
                        QoS.AT_MOST_ONCE,
                        false,
                        false,
                        RetainHandling.SEND_ALWAYS,
                        0),
                new Owed(1, TopicFilter.of("a/+/#"), null),
                new Owed(1, TopicFilter.of("+/" + "a".repeat(60_000)), TopicName.of("\u6e29\u5ea6/a")),
                new Received(1, 65_535),
                new Queued(1, 7, delivery(7, "t", Identifiers.of(new int[] {3, 4}, 2), null), 0, 0),
                new Queued(
                        1,
                        Long.MAX_VALUE,
                        delivery(Long.MAX_VALUE, "0123", Identifiers.NONE, "$share/g/0123"),
                        65_535,
                        1_800_000_000_000L),
                new Queued(1, 9, null, 12, 1));
    }

    private static Delivery delivery(long number, String topic, Identifiers identifiers, @Nullable String shared) {
        return new Delivery(
                message(topic),
                QoS.AT_LEAST_ONCE,
                true,
                identifiers,
                shared == null ? null : TopicFilter.of(shared),
                number);
    }

    private static Message message(String topic) {
        return new Message(
                TopicName.of(topic),
                Payload.of(new byte[] {0, 1, -1}),
                QoS.EXACTLY_ONCE,
                true,
                PROPERTIES,
                Message.NEVER,
                1_800_000_000_000L,
                "publisher");
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsWrittenComesBackAsItWas(SessionState state) {
        put(state);
        assertThat(all()).usingRecursiveFieldByFieldElementComparator().containsExactly(state);
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsWrittenTwiceIsThereOnce(SessionState state) {
        put(state);
        put(state);
        assertThat(all()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("states")
    void whatIsRemovedIsGone(SessionState state) {
        put(state);
        remove(state);
        assertThat(all()).isEmpty();
    }

    @Test
    void laterStateTakesThePlaceOfTheEarlierInEveryField() {
        put(new Queued(1, 7, delivery(7, "t", Identifiers.NONE, null), 5, 4));
        put(new Queued(1, 7, null, 5, 4));
        assertThat(all()).containsExactly(new Queued(1, 7, null, 5, 4));
    }

    @Test
    void sessionsComeFirstAndDeliveriesInTheOrderOfTheirNumbers() {
        put(new Queued(1, 10, null, 2, 4));
        put(new Queued(1, 9, null, 1, 4));
        put(new Received(1, 1));
        put(new Stored(1, "client", Owner.ANONYMOUS, 1, SessionState.NEVER, null, SessionState.NEVER));
        assertThat(all())
                .containsExactly(
                        new Stored(1, "client", Owner.ANONYMOUS, 1, SessionState.NEVER, null, SessionState.NEVER),
                        new Received(1, 1),
                        new Queued(1, 9, null, 1, 4),
                        new Queued(1, 10, null, 2, 4));
    }

    @Test
    void manyChangesOfEveryKindAreOneTransactionWithRetainedMessages() {
        BrokerStore store = store();
        List<SessionChange> changes = new ArrayList<>();
        for (int i = 1; i <= 2_500; i++) {
            changes.add(change(new Queued(1, i, delivery(i, "t", Identifiers.NONE, null), 0, 0)));
        }
        store.commit(() -> {
            store.retained().write(List.of(set("a")));
            store.sessions().write(changes);
        });
        assertThat(all()).hasSize(2_500);
        assertThat(store.retained().count()).isEqualTo(1);
    }

    @Test
    void nothingOfATransactionThatFailsIsThere() {
        BrokerStore store = store();
        assertThatThrownBy(() -> store.commit(() -> {
                    store.retained().write(List.of(set("a")));
                    store.sessions().write(List.of(change(new Received(1, 1))));
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessageContaining("in the middle");
        assertThat(all()).isEmpty();
        assertThat(store.retained().count()).isZero();
    }

    private static RetainedChange set(String topic) {
        return new RetainedChange.Set(new RetainedMessage(message(topic), new Version(1, 0)));
    }

    private void put(SessionState state) {
        store().sessions().write(List.of(change(state)));
    }

    private static SessionChange change(SessionState state) {
        return new SessionChange(state.key(), state, true);
    }

    private void remove(SessionState state) {
        store().sessions().write(List.of(new SessionChange(state.key(), null, false)));
    }

    private List<SessionState> all() {
        List<SessionState> all = new ArrayList<>();
        store().sessions().readAll(all::add);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
