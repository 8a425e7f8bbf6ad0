package org.holdfast.engine.interop;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.UserProperty;
import org.jspecify.annotations.Nullable;

/** What the scenarios ask of a client library. Every call returns when the library says that it is done. */
abstract class Library {
    /** How long anything that must happen may take. */
    static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /**
     * A message that the library handed over.
     *
     * @param userProperties empty before MQTT 5.0
     */
    record Received(String topic, int qos, boolean retain, Payload payload, List<UserProperty> userProperties) {
        String text() {
            return new String(payload.bytes(), StandardCharsets.UTF_8);
        }
    }

    /** Connects with a new session that ends with the connection. */
    abstract void connect() throws Exception;

    /**
     * What CONNACK said about the server (section 3.2.2.3).
     *
     * @param serverKeepAlive in seconds
     */
    record Offer(
            int maximumQos,
            boolean retain,
            boolean wildcards,
            boolean identifiers,
            boolean shared,
            int serverKeepAlive,
            String responseInformation) {}

    /** As {@link #connect}, and asks for Response Information; MQTT 5.0 only. */
    Offer connectAndAsk() throws Exception {
        throw new UnsupportedOperationException("CONNACK says nothing like that before MQTT 5.0");
    }

    /** Tries to connect and is refused; the code, and after it the Server Reference when there is one. */
    abstract String refusal() throws Exception;

    /** Connects with a session that outlives the connection, resumed when there is one. */
    abstract void resume() throws Exception;

    /** Connects with a will at QoS 1. */
    abstract void connectWithWill(String topic, String payload) throws Exception;

    abstract void subscribe(String filter, int qos) throws Exception;

    abstract void unsubscribe(String filter) throws Exception;

    abstract void publish(String topic, int qos, boolean retain, byte[] payload) throws Exception;

    abstract void publish(String topic, List<UserProperty> userProperties) throws Exception;

    abstract void disconnect() throws Exception;

    /** Lets go of the library's threads and sockets, whatever the state. */
    abstract void release() throws Exception;

    final void publish(String topic, int qos, String payload) throws Exception {
        publish(topic, qos, false, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** For the library's thread. */
    final void hasReceived(Received message) {
        received.add(message);
    }

    /** The next message. */
    final Received receive() throws InterruptedException {
        @Nullable Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    /** How many messages wait to be received. */
    final int waiting() {
        return received.size();
    }
}
