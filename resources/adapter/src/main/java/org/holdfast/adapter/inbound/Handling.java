package org.holdfast.adapter.inbound;

import jakarta.resource.spi.UnavailableException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.gateway.Link;
import org.jspecify.annotations.Nullable;

/** Handles messages: calls the bean, then acknowledges, retries later or publishes a dead letter. Any thread. */
final class Handling implements Lanes.Handler {
    private static final Logger LOG = Logger.getLogger(Handling.class.getName());

    /** The pause after a failure of the container, or while it is unknown whether the session still has a message. */
    private static final Duration UNDECIDED = Duration.ofMillis(500);

    private final EndpointConfig config;
    private final Bean bean;
    private final @Nullable Method onlyMethod;
    private final EndpointCounters counters;
    private final Supplier<Link> link;
    private final AtomicBoolean strayTold = new AtomicBoolean();

    /**
     * Creates the handler for one bean.
     *
     * @param link returns its current connection, for dead letters; throws IllegalStateException when there is none
     */
    Handling(EndpointConfig config, Bean bean, EndpointCounters counters, Supplier<Link> link) {
        this.config = config;
        this.bean = bean;
        this.onlyMethod = config.onlyMethod();
        this.counters = counters;
        this.link = link;
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
        if (config.isDurable() && message.delivery().qos() > 0) {
            switch (message.from().keeper()) {
                case SESSION -> {
                    counters.done(); // the next connection delivers it again
                    return null;
                }
                case UNKNOWN -> {
                    return UNDECIDED;
                }
                case CONNECTION, NOBODY -> {}
            }
        }
        Throwable before = message.lastFailure();
        String deadLetterTopic = config.redelivery().deadLetterTopic();
        if (before != null && deadLetterTopic != null && isExhausted(message)) {
            return buried(message, deadLetterTopic, before);
        }
        try {
            return called(message, instance);
        } catch (Bean.NotCalledException e) {
            logNotCalled(message, e);
            return UNDECIDED;
        }
    }

    private void logNotCalled(Inbound message, Bean.NotCalledException e) {
        LOG.log(
                Level.WARNING,
                "The container did not call MQTT bean {0}: {1}. The message on {2} is held.",
                new Object[] {
                    config.bean(), DeadLetters.words(e), message.delivery().topic()
                });
        LOG.log(Level.FINE, "The cause was", e);
    }

    private boolean isExhausted(Inbound message) {
        return message.failures() > config.redelivery().limit();
    }

    private @Nullable Duration called(Inbound message, Bean.Instance instance) throws Bean.NotCalledException {
        if (message.failures() > 0) {
            counters.redelivered();
        }
        Throwable failed = call(message, instance);
        if (failed == null) {
            counters.delivered();
            acknowledge(message);
            return null;
        }
        message.failed(failed);
        return failed(message, failed);
    }

    /** Calls all methods whose filters match, except those that already processed the message. */
    private @Nullable Throwable call(Inbound message, Bean.Instance instance) throws Bean.NotCalledException {
        MqttMessage given = new MqttMessage(message.delivery(), message.failures() + 1);
        if (onlyMethod != null) {
            return bean.call(instance, onlyMethod, given);
        }
        boolean isStray = message.subscriptionsDone() == 0;
        for (int i = message.subscriptionsDone(); i < config.subscriptions().size(); i++) {
            BeanSubscription subscription = config.subscriptions().get(i);
            if (subscription.matches(given.topic())) {
                isStray = false;
                Throwable failed = bean.call(instance, subscription.method(), given);
                if (failed != null) {
                    return failed;
                }
            }
            message.subscriptionDone(i);
        }
        if (isStray && strayTold.compareAndSet(false, true)) {
            logStray(given.topic());
        }
        return null;
    }

    private void logStray(String topic) {
        LOG.log(
                Level.WARNING,
                "MQTT bean {0} has no method for {1}, which arrived through a subscription of its session that the bean"
                        + " does not define. Ignoring such messages.",
                new Object[] {config.bean(), topic});
    }

    private void acknowledge(Inbound message) {
        message.delivery().acknowledge();
        counters.done();
    }

    private Duration failed(Inbound message, Throwable why) {
        EndpointConfig.Redelivery redelivery = config.redelivery();
        if (redelivery.deadLetterTopic() != null && isExhausted(message)) {
            return redelivery.pauses().first(); // the failure may be that the bean is about to be undeployed
        }
        Duration pause = redelivery.pauses().after(message.failures());
        LOG.log(
                Level.WARNING,
                "MQTT bean {0} failed on a message on {1}, attempt {2}: {3}. Retrying in {4} ms.",
                new Object[] {
                    config.bean(),
                    message.delivery().topic(),
                    message.failures(),
                    DeadLetters.words(why),
                    Long.toString(pause.toMillis())
                });
        LOG.log(Level.FINE, "The cause was", why);
        return pause;
    }

    private @Nullable Duration buried(Inbound message, String topic, Throwable why) {
        try {
            DeadLetters.send(link.get(), message, topic, config.bean(), why);
            counters.deadLettered();
            acknowledge(message);
            LOG.log(
                    Level.SEVERE,
                    "MQTT bean {0} failed on a message on {1} {2} times: {3}. Moved the message to {4}.",
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
                    "MQTT bean {0} failed to move a message on {1} to deadLetterTopic {2}: {3}. Retrying.",
                    new Object[] {config.bean(), message.delivery().topic(), topic, DeadLetters.words(e)});
            return config.redelivery().pauses().after(message.failures());
        }
    }
}
