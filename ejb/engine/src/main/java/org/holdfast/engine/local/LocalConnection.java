package org.holdfast.engine.local;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.holdfast.engine.handler.Client;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.Carrier;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.packet.Unsubscribe;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.topic.TopicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of a client in the same JVM. Any thread may call its public methods; its state is confined to its
 * event loop, as that of a network connection is.
 */
public final class LocalConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LocalConnection.class);

    /** A full receiver gets more messages when more than {@code 1/ROOM_TO_GO_ON} of its capacity is free, not after each one. */
    private static final int ROOM_TO_GO_ON = 8;

    private final Dispatcher dispatcher;
    private final LocalPublisher publisher;
    private final EventLoop loop;
    private final LocalConnect connect;
    private final LocalReceiver receiver;
    private final Consumer<LocalConnection> ended;
    private final Client client;
    private final LocalAnswers answers = new LocalAnswers(this);

    /** Acknowledged messages that the event loop has not handled yet. */
    private final Queue<LocalDelivery> acknowledged = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean woken = new AtomicBoolean();

    /** When set, acknowledgements are ignored, also those that the event loop would handle before the end. */
    private volatile boolean saidGoodbye;

    private final LongAdder published = new LongAdder();
    private final PendingRequests pending = new PendingRequests();
    private int held;
    private boolean isFull;
    private boolean closing;

    LocalConnection(
            Dispatcher dispatcher,
            LocalPublisher publisher,
            EventLoop loop,
            LocalConnect connect,
            LocalReceiver receiver,
            Consumer<LocalConnection> ended) {
        this.dispatcher = dispatcher;
        this.publisher = publisher;
        this.loop = loop;
        this.connect = connect;
        this.receiver = receiver;
        this.ended = ended;
        this.client = dispatcher.opened(new LocalOutbound());
    }

    // ---- any thread

    public String clientId() {
        return connect.clientId();
    }

    EventLoop eventLoop() {
        return loop;
    }

    void open() {
        loop.execute(() -> received(connect.packet()));
    }

    /**
     * Subscribes (section 3.8).
     *
     * @param identifier the Subscription Identifier of all of them; 0 for none
     * @return a Reason Code for each, in order, before the first retained message arrives; fails when the connection ends first
     */
    public CompletableFuture<List<ReasonCode>> subscribe(List<Subscribe.Request> requests, int identifier) {
        return ask(packetId -> new Subscribe(packetId, identifier, requests));
    }

    /** Unsubscribes (section 3.10); the result is as with {@link #subscribe}. */
    public CompletableFuture<List<ReasonCode>> unsubscribe(List<TopicFilter> filters) {
        return ask(packetId -> new Unsubscribe(packetId, List.copyOf(filters)));
    }

    private CompletableFuture<List<ReasonCode>> ask(IntFunction<ClientPacket> packet) {
        CompletableFuture<List<ReasonCode>> answer = new CompletableFuture<>();
        loop.execute(() -> {
            if (closing) {
                PendingRequests.fail(answer);
                return;
            }
            received(packet.apply(pending.add(answer)));
        });
        return answer;
    }

    /** Publishes on the calling thread, even when the client is not connected yet, or no longer. */
    public CompletableFuture<LocalOutcome> publish(Publication publication) {
        published.increment();
        return publisher.publish(publication, connect);
    }

    /** Disconnects: unacknowledged messages stay with the session, if it continues. */
    public void close() {
        saidGoodbye = true;
        loop.execute(() -> {
            if (closing) {
                return;
            }
            end();
            if (client.isConnected()) {
                received(new Disconnect(ReasonCode.SUCCESS, null, null));
            } else {
                dispatcher.closed(client);
            }
        });
    }

    void acknowledge(LocalDelivery delivery) {
        if (saidGoodbye) {
            return;
        }
        acknowledged.add(delivery);
        if (!woken.get() && woken.compareAndSet(false, true)) {
            loop.execute(this::drainAcknowledged);
        }
    }

    // ---- the event loop only

    /** Called when CONNACK has accepted the client. */
    void connected(boolean sessionPresent) {
        tell(() -> receiver.connected(sessionPresent));
    }

    void released(int packetId) {
        loop.execute(() -> {
            if (!closing) {
                received(PubComp.success(packetId));
            }
        });
    }

    private void received(ClientPacket packet) {
        try {
            dispatcher.received(client, packet);
        } catch (MqttException e) {
            dispatcher.failed(client, e);
        } catch (RuntimeException e) { // as for any connection: the session continues, its client may reconnect
            LOG.error("Disconnected {} after an error of the broker", connect.clientId(), e);
            disconnect(ReasonCode.UNSPECIFIED_ERROR, "internal error; see the broker's log");
        }
    }

    private void drainAcknowledged() {
        woken.set(false);
        for (LocalDelivery delivery; (delivery = acknowledged.poll()) != null; ) {
            held--;
            if (!closing && delivery.packetId() != 0) {
                received(
                        delivery.qos() == QoS.AT_LEAST_ONCE
                                ? new PubAck(delivery.packetId(), ReasonCode.SUCCESS, null)
                                : new PubRec(delivery.packetId(), ReasonCode.SUCCESS, null));
            }
        }
        int capacity = connect.capacity();
        if (isFull && capacity - held > capacity / ROOM_TO_GO_ON) {
            isFull = false;
            dispatcher.writable(client);
        }
    }

    /** Ends the connection from the broker's side, and notifies the receiver. */
    void disconnect(ReasonCode reason, String explanation) {
        if (!closing) {
            end();
            dispatcher.closed(client);
            tell(() -> receiver.closed(reason, explanation));
        }
    }

    /** Notifies the receiver; its errors, such as those of unloaded classes, end this connection only. */
    private void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Disconnected {} after an error of the client", connect.clientId(), e);
            loop.execute(() -> disconnect(ReasonCode.UNSPECIFIED_ERROR, "an error of the client"));
        }
    }

    private void end() {
        closing = true;
        ended.accept(this);
        pending.end();
    }

    /** Called when SUBACK or UNSUBACK is received. */
    void answered(int packetId, List<ReasonCode> reasons) {
        pending.answered(packetId, reasons);
    }

    /** The outbound side of this connection. */
    private final class LocalOutbound implements Outbound {
        @Override
        public EventLoop eventLoop() {
            return loop;
        }

        @Override
        public ProtocolVersion version() {
            return ProtocolVersion.MQTT_5;
        }

        @Override
        public Peer peer() {
            return new Peer(connect.description(), Carrier.LOCAL);
        }

        @Override
        public void established(Connect packet) {} // this connection knows its settings already

        @Override
        public void keepAlive(int seconds) {} // it lives as long as the broker

        @Override
        public long published() {
            return published.sum();
        }

        @Override
        public boolean isWritable() {
            return !closing && !isFull;
        }

        @Override
        public boolean accepts(Delivery delivery) {
            return true;
        }

        @Override
        public void publish(Delivery delivery, int packetId, boolean dup, long begunAt) {
            held++;
            isFull = held >= connect.capacity();
            tell(() -> receiver.message(new LocalDelivery(LocalConnection.this, delivery, packetId, dup)));
        }

        @Override
        public void send(ServerPacket packet) {
            packet.accept(answers).run();
        }

        @Override
        public void disconnect(ReasonCode reason, String explanation) {
            LocalConnection.this.disconnect(reason, explanation);
        }

        @Override
        public void close() {
            LocalConnection.this.disconnect(ReasonCode.SUCCESS, "the broker closed the connection");
        }

        @Override
        public void pauseReading(Pause reason) {} // LocalPublisher delays publishers

        @Override
        public void resumeReading(Pause reason) {}
    }
}
