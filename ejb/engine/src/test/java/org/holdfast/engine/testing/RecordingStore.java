package org.holdfast.engine.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.holdfast.engine.BrokerStore;
import org.holdfast.engine.commit.StoreException;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.RetainedChange;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.session.store.SessionChange;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.SessionStore;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that records each batch, and whose commits can be held up and made to fail. It outlives the broker, as
 * a database does. For all threads.
 */
public final class RecordingStore implements BrokerStore, RetainedStore {
    private static final long PATIENCE_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, RetainedMessage> messages = new LinkedHashMap<>();
    private final Map<StateKey, SessionState> sessions = new LinkedHashMap<>();
    private final List<List<RetainedChange>> batches = new ArrayList<>();
    private final List<Long> tryTimes = new ArrayList<>();
    private boolean blocked;
    private int failures;
    private @Nullable Error error;

    /** Puts a message in as if an earlier broker had stored it. */
    public RecordingStore with(String topic, int qos, String payload) {
        return with(topic, qos, payload, Message.NEVER);
    }

    /** As {@link #with(String, int, String)}, with the wall-clock time of its expiry in milliseconds. */
    public RecordingStore with(String topic, int qos, String payload, long expiresAt) {
        Payload bytes = Payload.of(payload.getBytes(StandardCharsets.UTF_8));
        return with(new Message(
                TopicName.of(topic), bytes, QoS.of(qos), true, Properties.NONE, expiresAt, 1_000, "earlier"));
    }

    /** Puts a message in as if an earlier broker had stored it. */
    public RecordingStore with(Message message) {
        locked(() -> messages.put(message.topic().value(), new RetainedMessage(message, new Version(1 << 16, 0))));
        return this;
    }

    /** From now on a commit waits for {@link #release}. */
    public void block() {
        locked(() -> blocked = true);
    }

    /** Lets the commits go on. */
    public void release() {
        locked(() -> blocked = false);
    }

    /** The next write ends with this error, which is none that stores are expected to have. */
    public void failNextWith(Error unexpected) {
        locked(() -> error = unexpected);
    }

    /** The next so many writes fail. */
    public void failNext(int writes) {
        locked(() -> failures = writes);
    }

    /** The batches committed so far, oldest first. */
    public List<List<RetainedChange>> batches() {
        lock.lock();
        try {
            return List.copyOf(batches);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets which batches there were, not what they have stored. */
    public void forgetBatches() {
        locked(() -> {
            batches.clear();
            tryTimes.clear();
        });
    }

    /** The topics of all stored messages. */
    public List<String> topics() {
        lock.lock();
        try {
            return List.copyOf(messages.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** When each write was tried, failed ones included, in nanoseconds of {@link System#nanoTime}. */
    public List<Long> tryTimes() {
        lock.lock();
        try {
            return List.copyOf(tryTimes);
        } finally {
            lock.unlock();
        }
    }

    /** The payload that the store holds for the topic, as text; null when it holds none. */
    public @Nullable String payload(String topic) {
        lock.lock();
        try {
            RetainedMessage retained = messages.get(topic);
            return retained == null
                    ? null
                    : new String(retained.message().payload().bytes(), StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /** What the store holds for the topic; fails when it holds nothing. */
    public Message message(String topic) {
        lock.lock();
        try {
            RetainedMessage retained = messages.get(topic);
            if (retained == null) {
                throw new AssertionError("nothing is stored for " + topic + ", only for " + messages.keySet());
            }
            return retained.message();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many writes have been tried, the one that is blocked included. */
    public void awaitTries(int count) {
        await(count + " tries", () -> tryTimes.size() >= count);
    }

    /** Waits until so many batches have been committed. */
    public void awaitBatches(int count) {
        await(count + " batches", () -> batches.size() >= count);
    }

    /** Waits until the store holds so many messages. */
    public void awaitCount(int count) {
        await(count + " messages", () -> messages.size() == count);
    }

    @Override
    public long count() {
        lock.lock();
        try {
            return messages.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void readAll(Consumer<RetainedMessage> consumer) {
        List<RetainedMessage> all;
        lock.lock();
        try {
            all = List.copyOf(messages.values());
        } finally {
            lock.unlock();
        }
        all.forEach(consumer);
    }

    @Override
    public RetainedStore retained() {
        return this;
    }

    @Override
    public SessionStore sessions() {
        return new Sessions();
    }

    /** What the store holds of all sessions. */
    public List<SessionState> sessionStates() {
        lock.lock();
        try {
            return List.copyOf(sessions.values());
        } finally {
            lock.unlock();
        }
    }

    /** A copy of what is stored now: what a broker would find that starts after a crash at this moment. */
    public RecordingStore copy() {
        RecordingStore copy = new RecordingStore();
        locked(() -> {
            copy.messages.putAll(messages);
            copy.sessions.putAll(sessions);
        });
        return copy;
    }

    private final class Sessions implements SessionStore {
        @Override
        public void readAll(Consumer<SessionState> consumer) {
            List<SessionState> all = sessionStates();
            all.stream().filter(SessionState.Stored.class::isInstance).forEach(consumer);
            all.stream()
                    .filter(state -> !(state instanceof SessionState.Stored || state instanceof SessionState.Queued))
                    .forEach(consumer);
            all.stream()
                    .filter(SessionState.Queued.class::isInstance)
                    .map(SessionState.Queued.class::cast)
                    .sorted(Comparator.comparingLong(SessionState.Queued::number))
                    .forEach(consumer);
        }

        @Override
        public void write(List<SessionChange> changes) {
            locked(() -> changes.forEach(RecordingStore.this::apply));
        }
    }

    private void apply(SessionChange change) {
        SessionState state = change.state();
        if (state == null) {
            sessions.remove(change.key());
        } else {
            sessions.put(change.key(), state);
        }
    }

    @Override
    public void commit(Runnable writes) {
        lock.lock();
        try {
            tryTimes.add(System.nanoTime());
            changed.signalAll();
            await("the release of a blocked commit", () -> !blocked);
            if (error != null) {
                Error unexpected = error;
                error = null;
                throw unexpected;
            }
            if (failures > 0) {
                failures--;
                throw new StoreException("the test lets this write fail");
            }
            writes.run();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    @Override
    public void write(List<RetainedChange> changes) {
        locked(() -> {
            changes.forEach(this::apply);
            batches.add(List.copyOf(changes));
        });
    }

    private void apply(RetainedChange change) {
        RetainedMessage retained = change.retained();
        if (retained == null) {
            messages.remove(change.topic().value());
        } else {
            messages.put(change.topic().value(), retained);
        }
    }

    @Override
    public int purgeExpired(long now, int limit) {
        lock.lock();
        try {
            List<String> expired = messages.values().stream()
                    .filter(retained -> retained.message().isExpired(now))
                    .limit(limit)
                    .map(retained -> retained.topic().value())
                    .toList();
            expired.forEach(messages::remove);
            changed.signalAll();
            return expired.size();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(String what, BooleanSupplier condition) {
        lock.lock();
        try {
            long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    throw new StoreException("waited in vain for " + what);
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }
}
