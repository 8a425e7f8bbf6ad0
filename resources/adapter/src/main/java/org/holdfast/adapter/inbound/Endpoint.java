package org.holdfast.adapter.inbound;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.holdfast.adapter.link.AdapterContext;
import org.holdfast.adapter.link.Backoff;
import org.holdfast.adapter.locator.BrokerLocator;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Gateways;
import org.holdfast.mqtt.gateway.Link;
import org.jspecify.annotations.Nullable;

/**
 * An activated message-driven bean: it is connected while its broker is available, and receives its messages. The adapter's thread
 * owns the connection; {@link Handling} processes the messages.
 */
public final class Endpoint implements EndpointConnection.Listener {
    private static final Logger LOG = Logger.getLogger(Endpoint.class.getName());
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final EndpointConfig config;
    private final AdapterContext context;
    private final Bean bean;
    private final Lanes lanes;
    private final EndpointCounters counters = new EndpointCounters();
    private final EndpointBean shown;
    private Gateways.@Nullable Watch watch;
    private @Nullable Gateway gateway;
    private volatile @Nullable EndpointConnection connection;

    /** The last connection that the broker accepted. */
    private volatile @Nullable EndpointConnection admitted;

    private Future<?> reconnecting = CompletableFuture.completedFuture(null);
    private int failures;
    private volatile State state = State.WAITING;
    private volatile String failure = "";

    /** The state of an endpoint. */
    enum State {
        /** No broker is available. */
        WAITING,
        /** A broker is available, and the bean is connecting. */
        CONNECTING,
        ACTIVE,
        /** The endpoint is disconnected for good. */
        STOPPED
    }

    /** Creates an endpoint that is not connected yet. */
    public Endpoint(EndpointConfig config, MessageEndpointFactory factory, AdapterContext context) {
        this.config = config;
        this.context = context;
        this.bean = new Bean(factory, context.transactions());
        this.lanes = new Lanes(config.flow(), context, new Handling(config, bean, counters, this::link));
        this.shown = new EndpointBean(config, counters, this);
    }

    public EndpointConfig config() {
        return config;
    }

    State state() {
        return state;
    }

    /** Returns the last failure; empty if there is none. */
    String failure() {
        return failure;
    }

    /** Connects as soon as a broker is available. */
    public void start() {
        shown.register();
        BrokerLocator locator = new BrokerLocator(config.server(), context);
        watch = locator.watch(() -> context.execute(() -> found(locator.gateway())));
    }

    /** Waits until the bean has finished its current messages, then disconnects. Does nothing when called again. */
    public void stop() {
        Gateways.Watch watched = watch;
        if (watched == null) {
            return;
        }
        watch = null;
        watched.close();
        lanes.stop();
        closeAndWait();
        bean.release();
        shown.unregister();
    }

    private void closeAndWait() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        context.execute(() -> {
            close();
            closed.complete(null);
        });
        try {
            closed.get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "MQTT bean {0} failed to disconnect: {1}", new Object[] {config.bean(), e});
        }
    }

    // ---- the adapter's thread: its connection

    private void close() {
        state = State.STOPPED;
        reconnecting.cancel(false);
        EndpointConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    private void found(@Nullable Gateway found) {
        if (state == State.STOPPED) {
            return;
        }
        gateway = found;
        if (found != null && connection == null) {
            failures = 0;
            connect();
        }
    }

    private void connect() {
        reconnecting.cancel(false);
        Gateway to = gateway;
        if (to == null || state == State.STOPPED || connection != null) {
            return;
        }
        state = State.CONNECTING;
        EndpointConnection next = new EndpointConnection(config, context, this);
        connection = next;
        next.begin(to);
    }

    @Override
    public void subscribed(EndpointConnection by) {
        if (by != connection) {
            return;
        }
        state = State.ACTIVE;
        failures = 0;
        failure = "";
        LOG.log(Level.INFO, "MQTT bean {0} receives {1} from {2}", new Object[] {config.bean(), filters(), where()});
    }

    private List<String> filters() {
        return config.subscriptions().stream().map(BeanSubscription::filter).toList();
    }

    private String where() {
        return config.server().isLocal()
                ? "the broker on this server"
                : "the serverUri " + config.server().display();
    }

    @Override
    public void ended(EndpointConnection ended, String why) {
        if (ended != connection) {
            return;
        }
        connection = null;
        failures++;
        boolean isNews = !why.equals(failure);
        failure = why;
        state = gateway == null ? State.WAITING : State.CONNECTING;
        Duration pause = Backoff.OF_CONNECTIONS.after(failures);
        LOG.log(
                isNews ? Level.WARNING : Level.FINE,
                "MQTT bean {0} is not connected to {1}: {2}. Reconnecting.",
                new Object[] {config.bean(), where(), why});
        reconnecting = context.schedule(pause, this::connect);
    }

    // ---- any thread

    @Override
    public void connected(EndpointConnection by, boolean sessionPresent) {
        EndpointConnection before = admitted;
        if (before != null) {
            before.settle(sessionPresent);
        }
        admitted = by;
    }

    @Override
    public void arrived(Inbound message) {
        counters.received();
        lanes.add(message);
    }

    private Link link() {
        EndpointConnection now = connection;
        if (now == null) {
            throw new IllegalStateException("the bean is not connected");
        }
        return now.link();
    }
}
