package org.holdfast.engine.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Subscriber;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * What the broker remembers of one client (section 4.1).
 *
 * <p>Confined to its event loop, except for the methods of {@link Subscriber}; it moves to another loop when its client
 * comes back on a connection there.
 */
public final class Session implements Subscriber {
    /** How many messages leave before other work of the loop has its turn. */
    private static final int TURN = 256;

    private final String clientId;
    private final SessionConfig config;
    private final SessionMetrics metrics;
    private volatile EventLoop loop;
    private volatile boolean connected;
    private volatile boolean ended;

    private final Queue<Delivery> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inboxSize = new AtomicInteger();
    private final AtomicBoolean inboxWoken = new AtomicBoolean();

    private final Map<TopicFilter, Subscription> subscriptions = new LinkedHashMap<>();
    private volatile int subscriptionCount;
    private final DeliveryQueue queue;
    private final Deque<RetainedFeed> retained = new ArrayDeque<>();
    private final Inflight inflight;
    private final Deque<Inflight.Entry> unsent = new ArrayDeque<>();
    private final BitSet receivedIds = new BitSet();

    private @Nullable Outbound outbound;
    private int window;
    private int outstanding;
    private boolean pumpScheduled;
    private @Nullable Will will;
    private long expiryInterval;
    private EventLoop.Timer resendTimer = EventLoop.Timer.NONE;
    private EventLoop.Timer expiryTimer = EventLoop.Timer.NONE;
    private EventLoop.Timer willTimer = EventLoop.Timer.NONE;

    Session(String clientId, SessionConfig config, SessionMetrics metrics, EventLoop loop) {
        this.clientId = clientId;
        this.config = config;
        this.metrics = metrics;
        this.loop = loop;
        this.queue = new DeliveryQueue(config.maximumQueuedMessages(), config.maximumQueuedBytes());
        this.inflight = new Inflight();
    }

    // ---- any thread

    @Override
    public String clientId() {
        return clientId;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public boolean hasSeveralSubscriptions() {
        return subscriptionCount > 1;
    }

    @Override
    public void deliver(Delivery delivery) {
        if (loop.inEventLoop() && inboxSize.get() == 0) {
            accept(delivery);
            pumpSoon();
        } else if (inboxSize.incrementAndGet() > config.maximumQueuedMessages()) {
            inboxSize.decrementAndGet();
            metrics.dropped();
        } else {
            inbox.add(delivery);
            if (!inboxWoken.get() && inboxWoken.compareAndSet(false, true)) {
                onLoop(this::drainInbox);
            }
        }
    }

    /** Runs a task on the loop that the session is confined to when the task begins. */
    void onLoop(Runnable task) {
        loop.execute(() -> {
            if (loop.inEventLoop()) {
                task.run();
            } else {
                onLoop(task);
            }
        });
    }

    // ---- the session's event loop only

    private void drainInbox() {
        inboxWoken.set(false);
        for (Delivery delivery; (delivery = inbox.poll()) != null; ) {
            accept(delivery);
            inboxSize.decrementAndGet();
        }
        pump();
    }

    private void accept(Delivery delivery) {
        boolean wanted = !ended && (outbound != null || delivery.qos() != QoS.AT_MOST_ONCE);
        if (wanted && !queue.offer(delivery)) {
            metrics.dropped();
        }
    }

    /** Connects the session with a client that has just come, or come back. Nothing is sent before {@link #resume}. */
    public void attach(Outbound to, Connect connect, long grantedExpiryInterval) {
        outbound = to;
        connected = true;
        window = Math.min(connect.receiveMaximum(), config.maximumInflight());
        outstanding = 0;
        will = connect.will();
        expiryInterval = grantedExpiryInterval;
        unsent.clear();
        unsent.addAll(inflight.inOrder());
    }

    /** Sends again what was not acknowledged, and then what waits [MQTT-4.4.0-1] [MQTT-4.6.0-1]. */
    public void resume() {
        Outbound to = outbound;
        if (to != null && !to.version().isMqtt5() && !config.resendInterval().isZero()) {
            resendTimer = loop.schedule(config.resendInterval(), () -> resendOverdue(to));
        }
        pump();
    }

    /** Whether this is the connection that the session uses now. */
    public boolean isAttachedTo(Outbound candidate) {
        return outbound == candidate;
    }

    /** Lets go of the connection. */
    void detach() {
        outbound = null;
        connected = false;
        resendTimer.cancel();
    }

    /** Moves to the loop of the connection on which the client comes back. */
    void moveTo(EventLoop other) {
        loop = other;
    }

    @Nullable
    Outbound outbound() {
        return outbound;
    }

    /** The end: nothing is remembered any more. */
    void end() {
        ended = true;
        inbox.clear();
        retained.clear();
    }

    boolean isEnded() {
        return ended;
    }

    /** Forgets the Will: the client said goodbye [MQTT-3.1.2-10]. */
    public void discardWill() {
        will = null;
    }

    /** Takes the Will out, or null when there is none. */
    @Nullable
    Will takeWill() {
        Will taken = will;
        will = null;
        return taken;
    }

    /** Puts back a Will that waits for its delay, unless the session ends before. */
    void delayWill(Will delayed, EventLoop.Timer timer) {
        will = delayed;
        willTimer = timer;
    }

    /** The client is away, and the session ends when the timer runs out. */
    void endsAt(EventLoop.Timer timer) {
        expiryTimer = timer;
    }

    /** Nobody waits any more for the client to stay away. */
    void cancelTimers() {
        expiryTimer.cancel();
        willTimer.cancel();
    }

    /** For how long the session outlives its connection, in seconds. */
    public long expiryInterval() {
        return expiryInterval;
    }

    /** What DISCONNECT may change (section 3.14.2.2.2). */
    public void expiryInterval(long seconds) {
        expiryInterval = seconds;
    }

    /** Remembers a subscription; returns the one that it replaces, or null. */
    public @Nullable Subscription subscribed(Subscription subscription) {
        Subscription before = subscriptions.put(subscription.filter(), subscription);
        subscriptionCount = subscriptions.size();
        return before;
    }

    /** Forgets a subscription; false when there was none. */
    public boolean unsubscribed(TopicFilter filter) {
        boolean removed = subscriptions.remove(filter) != null;
        subscriptionCount = subscriptions.size();
        return removed;
    }

    /** Whether the client still has this very subscription, and not one that has taken its place with the same options. */
    @SuppressWarnings("ReferenceEquality")
    public boolean holds(Subscription subscription) {
        return subscriptions.get(subscription.filter()) == subscription;
    }

    /** What the client has subscribed to. */
    public Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Gives a new subscription its retained messages, as fast as the client takes them. */
    public void feed(RetainedFeed feed) {
        retained.add(feed);
        pumpSoon();
    }

    // ---- messages from the client at QoS 2

    /** Takes note of a QoS 2 message; false when it is known already and must not go on again [MQTT-4.3.3-10]. */
    public boolean received(int packetId) {
        boolean known = receivedIds.get(packetId);
        receivedIds.set(packetId);
        return !known;
    }

    /** The client has released a QoS 2 message, or it was refused; false when there was none with this identifier. */
    public boolean released(int packetId) {
        boolean known = receivedIds.get(packetId);
        receivedIds.clear(packetId);
        return known;
    }

    // ---- messages to the client

    /** PUBACK or PUBCOMP has come, or a PUBREC that refuses: the identifier is free, the window opens. */
    public void completed(int packetId) {
        Inflight.Entry entry = inflight.get(packetId);
        if (entry != null) {
            inflight.remove(entry);
            unsent.remove(entry);
            outstanding = Math.max(0, outstanding - 1);
            pumpSoon();
        }
    }

    /** PUBREC has come: from now on PUBREL is sent; false when there is no such message. */
    public boolean releasing(int packetId) {
        Inflight.Entry entry = inflight.get(packetId);
        if (entry != null) {
            entry.received();
            entry.sent(System.nanoTime());
        }
        return entry != null;
    }

    /** Sends what waits, once the loop is through with what it is doing. */
    private void pumpSoon() {
        if (!pumpScheduled && outbound != null) {
            pumpScheduled = true;
            loop.execute(() -> {
                pumpScheduled = false;
                pump();
            });
        }
    }

    /** Sends as much as the client takes: first what is sent again, then what is new, then retained messages. */
    public void pump() {
        if (!loop.inEventLoop()) {
            return; // it has moved: its new connection pumps it
        }
        Outbound to = outbound;
        for (int sent = 0; to != null && to == outbound && to.isWritable(); sent++) {
            if (sent == TURN) {
                pumpSoon();
                return;
            }
            if (!sendNext(to)) {
                return;
            }
        }
    }

    /** Sends one message; false when there is none, or none may be sent now. */
    private boolean sendNext(Outbound to) {
        if (!unsent.isEmpty()) {
            return outstanding < window && resend(to, unsent.remove());
        }
        Delivery waiting = queue.peek();
        if (waiting != null) {
            if (waiting.qos() != QoS.AT_MOST_ONCE && !hasRoom()) {
                return false;
            }
            queue.remove();
            send(to, waiting);
            return true;
        }
        return !retained.isEmpty() && hasRoom() && sendRetained(to);
    }

    private boolean sendRetained(Outbound to) {
        for (RetainedFeed feed; (feed = retained.peek()) != null; retained.remove()) {
            Delivery next = feed.next();
            if (next != null) {
                send(to, next);
                return true;
            }
        }
        return false;
    }

    private boolean hasRoom() {
        return outstanding < window && inflight.size() < config.maximumInflight();
    }

    private void send(Outbound to, Delivery delivery) {
        if (delivery.message().isExpired(metrics.now()) || !to.accepts(delivery)) {
            return; // [MQTT-3.3.2-5] [MQTT-3.1.2-25]
        }
        if (delivery.qos() == QoS.AT_MOST_ONCE) {
            to.publish(delivery, 0, false);
            return;
        }
        Inflight.Entry entry = inflight.add(delivery);
        entry.sent(System.nanoTime());
        outstanding++;
        to.publish(delivery, entry.packetId(), false);
    }

    private boolean resend(Outbound to, Inflight.Entry entry) {
        entry.sent(System.nanoTime());
        outstanding++;
        Delivery delivery = entry.delivery();
        if (delivery == null) {
            to.send(PubRel.success(entry.packetId()));
        } else if (to.accepts(delivery)) {
            to.publish(delivery, entry.packetId(), true); // [MQTT-3.3.1-1]
        } else {
            completed(entry.packetId());
        }
        return true;
    }

    /** MQTT 3.x only: what a connected client has not acknowledged for too long is sent again. */
    private void resendOverdue(Outbound to) {
        if (outbound != to) {
            return;
        }
        Duration interval = config.resendInterval();
        long limit = System.nanoTime() - interval.toNanos();
        for (Inflight.Entry entry : inflight.inOrder()) {
            if (entry.sentAt() - limit <= 0 && !unsent.contains(entry)) {
                outstanding--;
                resend(to, entry);
            }
        }
        resendTimer = loop.schedule(interval, () -> resendOverdue(to));
    }
}
