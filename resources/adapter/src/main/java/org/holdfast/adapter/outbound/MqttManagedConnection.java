package org.holdfast.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.Outgoing;
import org.holdfast.adapter.link.ReasonCodes;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.mqtt.MqttException;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttProperties;
import org.holdfast.mqtt.QoS;
import org.jspecify.annotations.Nullable;

/**
 * A managed connection of the container's pool. It outlives the broker: after its link has ended, the next use opens another one.
 * One thread at a time, as the container ensures, except for sending at the end of a transaction.
 */
final class MqttManagedConnection implements ManagedConnection, ConnectionTransactions.Publisher {
    private static final Logger LOG = Logger.getLogger(MqttManagedConnection.class.getName());

    private final ServerConfig server;
    private final Duration timeout;
    private final Requests requests = new Requests();
    private final ReconnectingLink link;
    private final ConnectionTransactions transactions = new ConnectionTransactions(this);
    private final SynchronizedTransactions synchronizedTransactions;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<ConnectionHandle> handles = new HashSet<>();
    private @Nullable PrintWriter logWriter;

    MqttManagedConnection(
            MqttManagedConnectionFactory factory, ServerConfig server, Duration timeout, AdapterContext context) {
        this.server = server;
        this.timeout = timeout;
        this.synchronizedTransactions = new SynchronizedTransactions(context.transactions(), factory, this);
        String clientId = "app-" + UUID.randomUUID().toString().substring(0, 8);
        this.link = new ReconnectingLink(server, clientId, timeout, context, requests);
    }

    /**
     * Connects.
     *
     * @throws ResourceException when that is not possible now
     */
    void open() throws ResourceException {
        try {
            link.connected();
        } catch (MqttException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    boolean isOf(MqttManagedConnectionFactory factory) {
        try {
            return server.equals(factory.server());
        } catch (ResourceException e) {
            return false;
        }
    }

    // ---- for applications

    void publish(Outgoing message) throws MqttException {
        if (!transactions.take(message) && !synchronizedTransactions.take(message)) {
            check(await(link.connected().publish(message), timeout));
        }
    }

    @Override
    public boolean isConnected() {
        try {
            link.connected();
            return true;
        } catch (MqttException e) {
            LOG.log(Level.WARNING, e.getMessage(), e);
            return false;
        }
    }

    @Override
    public void publishAll(List<Outgoing> messages) throws NotAllPublishedException {
        new TransactionPublisher(link, timeout).publish(messages);
    }

    @Override
    public void over() {
        link.over();
    }

    static int check(Map.Entry<Integer, String> answer) throws MqttException {
        if (ReasonCodes.isFailure(answer.getKey())) {
            throw new MqttException(
                    answer.getKey(),
                    "the broker rejected the message: " + ReasonCodes.describe(answer.getKey(), answer.getValue()));
        }
        return answer.getKey();
    }

    MqttMessage request(String topic, byte[] payload, MqttProperties properties, Duration limit) throws MqttException {
        if (!server.isMqtt5()) {
            throw new MqttException(MqttException.NO_ANSWER, "requests require MQTT 5, but mqttVersion is 3.1.1");
        }
        ReconnectingLink.Reception reception = link.reception();
        Requests.Pending pending = requests.begin();
        try {
            Outgoing request = Outgoing.of(
                    topic,
                    payload,
                    QoS.AT_LEAST_ONCE,
                    false,
                    properties.forRequest(reception.topic(), pending.correlationData()));
            int code = check(await(reception.link().publish(request), timeout));
            if (code == ReasonCodes.NO_MATCHING_SUBSCRIBERS) {
                throw new MqttException(code, "there is no subscriber to " + topic + ", so there will be no response");
            }
            return await(pending.answer(), limit);
        } finally {
            requests.end(pending);
        }
    }

    static <T> T await(CompletionStage<T> answer, Duration limit) throws MqttException {
        try {
            return answer.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MqttException("interrupted while waiting for the broker", e);
        } catch (TimeoutException e) {
            throw new MqttException("no response within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new MqttException("no response: " + words(e), e);
        }
    }

    private static String words(ExecutionException e) {
        return e.getCause() == null ? e.toString() : String.valueOf(e.getCause().getMessage());
    }

    // ---- for the container

    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo request) {
        ConnectionHandle handle = new ConnectionHandle(this);
        handles.add(handle);
        return handle;
    }

    /** Notifies the container that the application has closed a handle. */
    void closed(ConnectionHandle handle) {
        handles.remove(handle);
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    @Override
    public void associateConnection(Object connection) {
        ConnectionHandle handle = (ConnectionHandle) connection;
        MqttManagedConnection before = handle.associate(this);
        if (before != null) {
            before.handles.remove(handle);
        }
        handles.add(handle);
    }

    @Override
    public void cleanup() {
        handles.forEach(handle -> handle.associate(null));
        handles.clear();
    }

    @Override
    public void destroy() {
        cleanup();
        link.close();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() {
        return transactions;
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        return transactions;
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new MetaData(server);
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        logWriter = writer;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    /** The metadata of the connection. */
    private record MetaData(ServerConfig server) implements ManagedConnectionMetaData {
        @Override
        public String getEISProductName() {
            return "MQTT broker, " + server.display();
        }

        @Override
        public String getEISProductVersion() {
            return server.isMqtt5() ? "5.0" : "3.1.1";
        }

        @Override
        public int getMaxConnections() {
            return 0;
        }

        @Override
        public String getUserName() {
            return server.userName() == null ? "" : server.userName();
        }
    }
}
