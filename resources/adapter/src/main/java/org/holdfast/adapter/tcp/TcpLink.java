package org.holdfast.adapter.tcp;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import io.reactivex.Flowable;
import io.reactivex.disposables.CompositeDisposable;
import io.reactivex.schedulers.Schedulers;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.mqtt.gateway.Link;
import org.holdfast.mqtt.gateway.LinkDelivery;
import org.holdfast.mqtt.gateway.LinkOptions;
import org.holdfast.mqtt.gateway.LinkReceiver;

/** The common part of connections of both versions: opening, closing and the limit of unacknowledged messages. */
abstract class TcpLink implements Link {
    static final int KEEP_ALIVE_SECONDS = 30;

    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final ThreadFactory NETWORK_THREADS = AdapterContext.threads("holdfast-adapter-net");
    private static final int UNSPECIFIED_ERROR = 0x80;

    static {
        Schedulers.shutdown(); // none of its pools is used here, and their threads would outlive the adapter
    }

    private final LinkReceiver receiver;
    private final Semaphore room;

    /** Of this link alone: the library keeps what it knows of a session, and its threads, until the last one of them has gone. */
    private final Executor network = new NetworkExecutor();

    private final ExecutorService incoming = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            AdapterContext.threads("holdfast-adapter-in"),
            new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end stays with the session

    private final CompositeDisposable messages = new CompositeDisposable();
    private final AtomicBoolean ended = new AtomicBoolean();

    TcpLink(LinkOptions options, LinkReceiver receiver) {
        this.receiver = receiver;
        this.room = new Semaphore(options.capacity());
    }

    /** Starts a thread for each event loop. */
    private static final class NetworkExecutor implements Executor {
        @Override
        public void execute(Runnable task) {
            NETWORK_THREADS.newThread(task).start();
        }
    }

    final MqttClientBuilder builder(URI uri, LinkOptions options) {
        MqttClientBuilder builder = MqttClient.builder()
                .identifier(options.clientId())
                .serverHost(uri.getHost())
                .serverPort(uri.getPort())
                .transportConfig()
                .mqttConnectTimeout(CONNECT_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .applyTransportConfig()
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(network)
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build());
        return uri.getScheme().equals("mqtts") ? builder.sslWithDefaultConfig() : builder;
    }

    /** Connects. On the adapter's thread. */
    final void begin() {
        if (ended.get()) {
            return;
        }
        try {
            connect();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    abstract void connect();

    /** Sends a DISCONNECT; fails when there is no connection. */
    abstract CompletableFuture<Void> disconnect();

    /** Passes on messages, one after the other. Call it before connecting, so that no message is missed. */
    final <P> void receive(Flowable<P> publishes, Function<P, TcpDelivery> delivery) {
        messages.add(publishes
                .observeOn(Schedulers.from(incoming), true)
                .subscribe(publish -> arrived(delivery.apply(publish)), this::broken));
    }

    private void broken(Throwable cause) {
        if (ended.compareAndSet(false, true)) {
            hangUp();
            receiver.closed(UNSPECIFIED_ERROR, words(cause));
        }
    }

    /**
     * Ends the connection. From now on messages are discarded, but they have a receiver until the end: without one the library
     * acknowledges them by itself.
     */
    private void hangUp() {
        incoming.shutdownNow();
        disconnect().whenComplete((nothing, failure) -> {
            if (failure == null) {
                messages.dispose();
            }
        });
    }

    final void connected(boolean sessionPresent) {
        if (ended.get()) { // closed while it was connecting
            hangUp();
            return;
        }
        receiver.connected(sessionPresent);
    }

    /** Passes on a message; blocks until there is room, so that the broker waits too. */
    private void arrived(TcpDelivery delivery) {
        try {
            room.acquire();
            receiver.message(delivery);
        } catch (InterruptedException e) { // the link has been closed: the message stays with the session
            Thread.currentThread().interrupt();
        }
    }

    /** Called when the connection has ended or failed to open. */
    final void ended(int reasonCode, Throwable cause) {
        incoming.shutdownNow();
        messages.dispose();
        if (ended.compareAndSet(false, true)) {
            receiver.closed(reasonCode, words(cause));
        }
    }

    final void failed(Throwable cause) {
        ended(UNSPECIFIED_ERROR, cause);
    }

    /** Returns the text of the cause, without its class, which the library adds. */
    private static String words(Throwable failure) {
        Throwable told =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable cause = told.getCause();
        return String.valueOf(cause == null ? told.getMessage() : cause.getMessage());
    }

    @Override
    public final void close() {
        if (ended.compareAndSet(false, true)) {
            hangUp();
        }
    }

    /** Returns nothing: MQTT has no packet for it. */
    @Override
    public final List<String> subscriptions() {
        return List.of();
    }

    /** Returns the QoS of a code from 0 to 2. */
    static MqttQos qos(int code) {
        return Objects.requireNonNull(MqttQos.fromCode(code));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** A received message; the room that it takes is released once. */
    abstract class TcpDelivery implements LinkDelivery {
        private final String topic;
        private final byte[] payload;
        private final int qos;
        private final boolean retain;
        private final AtomicBoolean acknowledged = new AtomicBoolean();

        TcpDelivery(MqttTopic topic, byte[] payload, MqttQos qos, boolean retain) {
            this.topic = topic.toString();
            this.payload = payload;
            this.qos = qos.getCode();
            this.retain = retain;
        }

        abstract void confirm();

        @Override
        public final String topic() {
            return topic;
        }

        @Override
        public final byte[] payload() {
            return payload;
        }

        @Override
        public final int qos() {
            return qos;
        }

        @Override
        public final boolean retain() {
            return retain;
        }

        /** Returns false: the library does not report it. */
        @Override
        public final boolean duplicate() {
            return false;
        }

        @Override
        public final void acknowledge() {
            if (acknowledged.compareAndSet(false, true)) {
                if (qos > 0 && !ended.get()) {
                    confirm();
                }
                room.release();
            }
        }
    }
}
