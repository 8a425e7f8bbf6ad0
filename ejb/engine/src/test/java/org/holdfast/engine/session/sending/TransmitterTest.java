package org.holdfast.engine.session.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.HandLoop;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.memory.MemoryBudget;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.session.store.SessionJournal;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransmitterTest {
    private static final SendingConfig LIMITS = new SendingConfig(10, 1_000, Duration.ZERO, 10, Duration.ZERO);
    private static final long NOW = 1_800_000_000_000L;

    private final HandLoop loop = new HandLoop();
    private final GroupCommit commits = new GroupCommit(CommitConfig.DEFAULT, Runnable::run, Clock.systemUTC());
    private final SessionRecord record =
            new SessionRecord(new SessionJournal(true, SessionStore.NONE, commits), "client", Owner.ANONYMOUS);
    private final MemoryAccount account = new MemoryAccount(MemoryBudget.UNLIMITED, 0);
    private final Exchanges exchanges =
            new Exchanges(LIMITS, record, new SessionLoop(loop), new Backlog(account, 1_000));
    private final Sender sender = new Sender(
            new SharedBySenders(LIMITS, Clock.systemUTC(), () -> {}), record, new SessionLoop(loop), account);

    @BeforeEach
    void storeTheSession() {
        record.begin();
    }

    @Test
    void whatWaitsForACommitLeavesAfterItAndInOrder() {
        Recorder connection = new Recorder();
        Transmitter transmitter = new Transmitter(sender, Clock.systemUTC(), record, exchanges, connection, false);

        transmitter.transmit(entry("1", QoS.EXACTLY_ONCE), NOW);
        transmitter.transmit(entry("2", QoS.AT_LEAST_ONCE), NOW);
        assertThat(connection.published).isEmpty();

        commits.flush();
        assertThat(connection.published).containsExactly("1", "2");
    }

    @Test
    void whatWasHeldForAnEarlierConnectionIsNotSentOnItAndLeavesOnTheNextOneOnce() {
        Recorder before = new Recorder();
        Recorder after = new Recorder();
        Inflight.Entry entry = entry("1", QoS.EXACTLY_ONCE);
        Transmitter first = new Transmitter(sender, Clock.systemUTC(), record, exchanges, before, false);
        first.transmit(entry, NOW);
        first.close();
        new Transmitter(sender, Clock.systemUTC(), record, exchanges, after, false).transmit(entry, NOW);

        commits.flush();
        assertThat(before.published).isEmpty();
        assertThat(after.published).containsExactly("1");
    }

    @Test
    void onceClosedItDoesNotLookAtTheSession() {
        Recorder connection = new Recorder();
        Transmitter transmitter = new Transmitter(sender, Clock.systemUTC(), record, exchanges, connection, false);
        transmitter.transmit(entry("1", QoS.EXACTLY_ONCE), NOW);
        transmitter.close();
        loop.isElsewhere = true; // where the session's parts assert that nobody else comes

        commits.flush();
        assertThat(connection.published).isEmpty();
    }

    private Inflight.Entry entry(String payload, QoS qos) {
        Message message = new Message(
                TopicName.of("t"),
                Payload.of(payload.getBytes(StandardCharsets.UTF_8)),
                qos,
                false,
                Properties.NONE,
                Message.NEVER,
                0,
                "");
        return exchanges.begin(new Delivery(message, qos, false, Identifiers.NONE), 0);
    }

    /** A connection that takes everything. */
    private static final class Recorder implements Outbound {
        private final HandLoop own = new HandLoop();
        private final List<String> published = new ArrayList<>();

        @Override
        public EventLoop eventLoop() {
            return own;
        }

        @Override
        public ProtocolVersion version() {
            return ProtocolVersion.MQTT_5;
        }

        @Override
        public Peer peer() {
            return new Peer("test", Carrier.LOCAL);
        }

        @Override
        public void established(Connect connect) {}

        @Override
        public void keepAlive(int seconds) {}

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public boolean accepts(Delivery delivery) {
            return true;
        }

        @Override
        public void publish(Delivery delivery, int packetId, boolean dup, long begunAt) {
            published.add(new String(delivery.message().payload().bytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void send(ServerPacket packet) {}

        @Override
        public void disconnect(ReasonCode reason, String explanation) {}

        @Override
        public void close() {}

        @Override
        public void pauseReading(Pause reason) {}

        @Override
        public void resumeReading(Pause reason) {}
    }
}
