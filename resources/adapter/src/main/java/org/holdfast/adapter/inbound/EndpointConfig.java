package org.holdfast.adapter.inbound;

import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.holdfast.adapter.link.Backoff;
import org.holdfast.adapter.link.ClientOptions;
import org.holdfast.adapter.link.ServerConfig;
import org.holdfast.adapter.link.Setting;
import org.holdfast.mqtt.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration of one bean. Immutable.
 *
 * @param bean application and class, for messages
 * @param server the broker
 * @param client the options with which the bean connects
 * @param subscriptions the Topic Filters, and the method for each
 * @param subscription the options of all subscriptions
 * @param flow the order and concurrency of messages
 * @param redelivery what to do when the bean fails
 */
public record EndpointConfig(
        String bean,
        ServerConfig server,
        ClientOptions client,
        List<BeanSubscription> subscriptions,
        SubscriptionOptions subscription,
        Flow flow,
        Redelivery redelivery) {
    private static final long NO_EXPIRY = 0xFFFF_FFFFL;
    private static final int PREFETCH = 256;

    /** Subscription Options (section 3.8.3.1). */
    record SubscriptionOptions(boolean noLocal, boolean retainAsPublished, int retainHandling) {}

    /**
     * The order and concurrency of a bean's messages.
     *
     * @param maximumConcurrency how many are processed at the same time
     */
    record Flow(Ordering ordering, int maximumConcurrency) {}

    /**
     * What to do with a message that the bean failed to process.
     *
     * @param limit the maximum number of redeliveries before it is published to the dead letter topic
     * @param deadLetterTopic null: it is redelivered without limit
     */
    record Redelivery(int limit, Backoff pauses, @Nullable String deadLetterTopic) {}

    /**
     * Reads the configuration of a bean.
     *
     * @throws InvalidPropertyException with a message that names the bean and the property
     */
    public static EndpointConfig of(MessageEndpointFactory factory, MqttActivationSpec spec)
            throws InvalidPropertyException {
        String bean = BeanName.of(factory.getActivationName(), factory.getEndpointClass());
        try {
            ActivationProperties.check(factory.getEndpointClass());
            return read(bean, factory.getEndpointClass(), spec);
        } catch (IllegalArgumentException e) {
            InvalidPropertyException invalid =
                    new InvalidPropertyException("MQTT bean " + bean + ": " + e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static EndpointConfig read(String bean, Class<?> type, MqttActivationSpec spec) {
        long expiry = Setting.number("sessionExpiry", spec.getSessionExpiry(), 0, NO_EXPIRY);
        String clientId = Setting.orNull(spec.getClientId());
        if (expiry > 0 && clientId == null) {
            throw new IllegalArgumentException(
                    "sessionExpiry requires a clientId, because a session without one can never be resumed");
        }
        ServerConfig server =
                ServerConfig.of(spec.getServerUri(), spec.getMqttVersion(), spec.getUserName(), spec.getPassword());
        String simpleName = type.getSimpleName();
        ClientOptions options = new ClientOptions(
                clientId == null ? madeUp(simpleName) : clientId,
                expiry == 0,
                expiry,
                server.userName(),
                prefetch(server, spec.getPrefetch()),
                "bean " + simpleName);
        return new EndpointConfig(
                bean,
                server,
                options,
                BeanSubscription.of(type, spec),
                subscriptionOptions(spec),
                new Flow(ordering(spec.getOrdering()), (int)
                        Setting.number("maxConcurrency", spec.getMaxConcurrency(), 1, 1_000)),
                redelivery(spec));
    }

    private static SubscriptionOptions subscriptionOptions(MqttActivationSpec spec) {
        return new SubscriptionOptions(
                truth("noLocal", spec.getNoLocal()), truth("retainAsPublished", spec.getRetainAsPublished()), (int)
                        Setting.number("retainHandling", spec.getRetainHandling(), 0, 2));
    }

    private static int prefetch(ServerConfig server, @Nullable String configured) {
        if (configured == null) {
            return server.isLocal() ? PREFETCH : ClientOptions.ANY_NUMBER;
        }
        return (int) Setting.number("prefetch", configured, 1, ClientOptions.ANY_NUMBER);
    }

    private static String madeUp(String simpleName) {
        return "bean-" + simpleName + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Redelivery redelivery(MqttActivationSpec spec) {
        String topic = Setting.orNull(spec.getDeadLetterTopic());
        return new Redelivery(
                (int) Setting.number("redeliveryLimit", spec.getRedeliveryLimit(), 0, Integer.MAX_VALUE),
                new Backoff(
                        millis("redeliveryPause", spec.getRedeliveryPause()),
                        millis("redeliveryPauseLimit", spec.getRedeliveryPauseLimit())),
                topic == null ? null : topic("deadLetterTopic", topic));
    }

    private static String topic(String property, String name) {
        try {
            return Topics.checkedName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static Ordering ordering(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "topic" -> Ordering.TOPIC;
            case "all" -> Ordering.ALL;
            case "none" -> Ordering.NONE;
            default -> throw new IllegalArgumentException("ordering must be topic, all or none, not " + text);
        };
    }

    private static Duration millis(String property, String text) {
        return Duration.ofMillis(
                Setting.number(property, text, 1, Duration.ofDays(1).toMillis()));
    }

    private static boolean truth(String property, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(property + " must be true or false, not " + text);
        };
    }

    /** Whether its session outlives its connection. */
    boolean isDurable() {
        return client.sessionExpirySeconds() > 0;
    }

    /** Returns the only method of the bean, or null when there are several. */
    @Nullable
    Method onlyMethod() {
        List<Method> methods =
                subscriptions.stream().map(BeanSubscription::method).distinct().toList();
        return methods.size() == 1 ? methods.get(0) : null;
    }

    /**
     * Requires different Client Identifiers at one broker: two clients with the same one would keep disconnecting each other.
     *
     * @throws InvalidPropertyException with a message that names both beans
     */
    public void requireOtherClientThan(EndpointConfig config) throws InvalidPropertyException {
        if (client.clientId().equals(config.client.clientId())
                && server.display().equals(config.server.display())) {
            throw new InvalidPropertyException("MQTT bean " + config.bean + ": the clientId " + client.clientId()
                    + " is already used by " + bean
                    + ". Give each bean its own clientId; to share messages among beans, set"
                    + " the same shareName.");
        }
    }
}
