package org.holdfast.adapter.inbound;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
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
import org.holdfast.adapter.route.Route;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.gateway.Gateway;
import org.holdfast.mqtt.gateway.Gateways;
import org.holdfast.mqtt.gateway.Link;
import org.jspecify.annotations.Nullable;

/**
 * An activated bean: it is connected whenever its broker is there, and gets what comes. Its connection is owned by the adapter's
 * thread.
 */
public final class Endpoint implements Subscription.Listener, Lanes.Handler {
    private static final Logger LOG = Logger.getLogger(Endpoint.class.getName());
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final EndpointConfig config;
    private final AdapterContext context;
    private final Bean bean;
    private final Lanes lanes;
    private final @Nullable Method onlyMethod;
    private final Figures figures = new Figures();
    private final EndpointBean shown;
    private Gateways.@Nullable Watch watch;
    private @Nullable Gateway gateway;
    private volatile @Nullable Subscription subscription;
    private Future<?> reconnecting = CompletableFuture.completedFuture(null);
    private int failures;
    private volatile State state = State.WAITING;
    private volatile String failure = "";

    /** How far it is. */
    enum State {
        /** There is no broker. */
        WAITING,
        /** There is one, and the bean is about to be connected. */
        CONNECTING,
        /** Messages come. */
        ACTIVE,
        /** Nothing comes any more. */
        STOPPED
    }

    /** One that is not connected yet. */
    public Endpoint(EndpointConfig config, MessageEndpointFactory factory, AdapterContext context) {
        this.config = config;
        this.context = context;
        this.onlyMethod = config.onlyMethod();
        this.bean = new Bean(factory, context.transactions());
        this.lanes = new Lanes(config.flow(), context, this);
        this.shown = new EndpointBean(config, figures, this);
    }

    /** What is configured for it. */
    public EndpointConfig config() {
        return config;
    }

    State state() {
        return state;
    }

    /** What has gone wrong last; empty while all is well. */
    String failure() {
        return failure;
    }

    /** Connects as soon as there is a broker. */
    public void start() {
        shown.register();
        watch = new Route(config.server(), context).watch(found -> context.execute(() -> found(found)));
    }

    /** Lets the bean finish what it is doing, acknowledges that, and says goodbye. Does nothing when it is called again. */
    public void stop() {
        Gateways.Watch watched = watch;
        if (watched == null) {
            return;
        }
        watch = null;
        watched.close();
        lanes.stop();
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
            LOG.log(Level.WARNING, "MQTT bean {0} has not said goodbye: {1}", new Object[] {config.bean(), e});
        }
        bean.release();
        shown.unregister();
    }

    // ---- the adapter's thread: its connection

    private void close() {
        state = State.STOPPED;
        reconnecting.cancel(false);
        Subscription open = subscription;
        subscription = null;
        if (open != null) {
            open.close();
        }
    }

    private void found(@Nullable Gateway found) {
        if (state == State.STOPPED) {
            return;
        }
        gateway = found;
        if (found != null && subscription == null) {
            failures = 0;
            connect();
        }
    }

    private void connect() {
        reconnecting.cancel(false);
        Gateway to = gateway;
        if (to == null || state == State.STOPPED || subscription != null) {
            return;
        }
        state = State.CONNECTING;
        Subscription next = new Subscription(config, context, this);
        subscription = next;
        next.begin(to);
    }

    @Override
    public void subscribed(Subscription by) {
        if (by != subscription) {
            return;
        }
        state = State.ACTIVE;
        failures = 0;
        failure = "";
        LOG.log(Level.INFO, "MQTT bean {0} receives {1} from {2}", new Object[] {config.bean(), filters(), where()});
    }

    private List<String> filters() {
        return config.targets().stream().map(Target::filter).toList();
    }

    private String where() {
        return config.server().isLocal()
                ? "the broker on this server"
                : config.server().display();
    }

    @Override
    public void ended(Subscription ended, String why) {
        if (ended != subscription) {
            return;
        }
        subscription = null;
        failures++;
        boolean isNews = !why.equals(failure);
        failure = why;
        state = gateway == null ? State.WAITING : State.CONNECTING;
        Duration pause = Backoff.OF_CONNECTIONS.after(failures);
        LOG.log(
                isNews ? Level.WARNING : Level.FINE,
                "MQTT bean {0} is not connected with {1} ({2}: {3}). It tries again.",
                new Object[] {config.bean(), where(), config.server().isLocal() ? "topicFilter" : "serverUri", why});
        reconnecting = context.schedule(pause, this::connect);
    }

    // ---- messages

    @Override
    public void arrived(Inbound message) {
        figures.received();
        lanes.add(message);
    }

    @Override
    public Bean.Instance borrow() throws UnavailableException {
        return bean.borrow();
    }

    @Override
    public void giveBack(Bean.Instance instance) {
        bean.giveBack(instance);
    }

    @Override
    public @Nullable Duration handle(Inbound message, Bean.Instance instance) {
        if (message.from().isEnded() && config.isDurable()) {
            figures.done(); // it will come again, by the next connection
            return null;
        }
        if (message.failures() > 0) {
            figures.redelivered();
        }
        Throwable failed = call(message, instance);
        if (failed == null) {
            figures.delivered();
            acknowledge(message);
            return null;
        }
        message.failed();
        return failed(message, failed);
    }

    /** All methods whose filters match, but those that were through with the message before. */
    private @Nullable Throwable call(Inbound message, Bean.Instance instance) {
        MqttMessage given = new MqttMessage(message.delivery(), message.failures() + 1);
        if (onlyMethod != null) {
            return bean.call(instance, onlyMethod, given);
        }
        for (int i = message.targetsDone(); i < config.targets().size(); i++) {
            Target target = config.targets().get(i);
            if (target.matches(given.topic())) {
                Throwable failed = bean.call(instance, target.method(), given);
                if (failed != null) {
                    return failed;
                }
            }
            message.targetDone(i);
        }
        return null;
    }

    private void acknowledge(Inbound message) {
        message.delivery().acknowledge();
        figures.done();
    }

    private @Nullable Duration failed(Inbound message, Throwable why) {
        EndpointConfig.Redelivery redelivery = config.redelivery();
        String deadLetterTopic = redelivery.deadLetterTopic();
        if (deadLetterTopic != null && message.failures() > redelivery.limit()) {
            return buried(message, deadLetterTopic, why);
        }
        Duration pause = redelivery.pauses().after(message.failures());
        LOG.log(
                Level.WARNING,
                "MQTT bean {0} has failed on a message on {1}, attempt {2}: {3}. It comes again in {4} ms.",
                new Object[] {
                    config.bean(),
                    message.delivery().topic(),
                    message.failures(),
                    DeadLetters.words(why),
                    Long.toString(pause.toMillis())
                });
        LOG.log(Level.FINE, "That was because of", why);
        return pause;
    }

    private Link link() {
        Subscription now = subscription;
        if (now == null) {
            throw new IllegalStateException("the bean is not connected");
        }
        return now.link();
    }

    private @Nullable Duration buried(Inbound message, String topic, Throwable why) {
        try {
            DeadLetters.send(link(), message, topic, config.bean(), why);
            figures.deadLettered();
            acknowledge(message);
            LOG.log(
                    Level.SEVERE,
                    "MQTT bean {0} has failed on a message on {1} {2} times: {3}. It is on {4} now.",
                    new Object[] {
                        config.bean(), message.delivery().topic(), message.failures(), DeadLetters.words(why), topic
                    });
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return config.redelivery().pauses().after(message.failures());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "MQTT bean {0}: a message on {1} cannot go to deadLetterTopic {2}: {3}. It comes again.",
                    new Object[] {config.bean(), message.delivery().topic(), topic, DeadLetters.words(e)});
            return config.redelivery().pauses().after(message.failures());
        }
    }
}
