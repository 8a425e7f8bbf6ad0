package org.holdfast.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.holdfast.mqtt.gateway.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a PUBLISH (section 3.3.2.3), except those of a single network connection. Immutable. MQTT 3.1.1 has none: they
 * are not sent to such a broker, and messages from one have {@link #NONE}.
 */
public final class MqttProperties {
    /** No properties. */
    public static final MqttProperties NONE = new MqttProperties(new Builder());

    private static final long LONGEST_EXPIRY = 0xFFFF_FFFFL;

    private final @Nullable Boolean payloadUtf8;
    private final @Nullable Duration messageExpiry;
    private final @Nullable String contentType;
    private final @Nullable String responseTopic;
    private final byte @Nullable [] correlationData;
    private final List<UserProperty> userProperties;
    private final List<Integer> subscriptionIdentifiers;

    private MqttProperties(Builder builder) {
        payloadUtf8 = builder.payloadUtf8;
        messageExpiry = builder.messageExpiry;
        contentType = builder.contentType;
        responseTopic = builder.responseTopic;
        correlationData = builder.correlationData;
        userProperties = List.copyOf(builder.userProperties);
        subscriptionIdentifiers = List.copyOf(builder.subscriptionIdentifiers);
    }

    /** Returns the properties of a received message, unchecked: its broker may be less strict than this class. */
    static MqttProperties of(Envelope envelope) {
        Builder builder = new Builder();
        envelope.copyProperties(
                builder::received, (name, value) -> builder.userProperties.add(new UserProperty(name, value)));
        return builder.build();
    }

    /**
     * Passes each property that is set to a consumer; for the resource adapter only.
     *
     * @param property receives a name of {@link Envelope} and its value
     * @param userProperty receives each User Property, in order
     */
    public void copyTo(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty) {
        tell(property, Envelope.PAYLOAD_UTF8, payloadUtf8);
        tell(property, Envelope.EXPIRY_SECONDS, messageExpiry == null ? null : messageExpiry.toSeconds());
        tell(property, Envelope.CONTENT_TYPE, contentType);
        tell(property, Envelope.RESPONSE_TOPIC, responseTopic);
        tell(property, Envelope.CORRELATION_DATA, correlationData);
        userProperties.forEach(each -> userProperty.accept(each.name(), each.value()));
    }

    /**
     * Returns these properties with the given Response Topic and Correlation Data; for the resource adapter only.
     *
     * @param to the Response Topic
     * @param correlation the Correlation Data
     * @return the properties of a request
     */
    public MqttProperties forRequest(String to, byte[] correlation) {
        Builder builder = new Builder();
        copyTo(builder::received, builder::userProperty);
        return builder.responseTopic(to).correlationData(correlation).build();
    }

    private static void tell(BiConsumer<String, Object> property, String name, @Nullable Object value) {
        if (value != null) {
            property.accept(name, value);
        }
    }

    /**
     * A User Property: a name and a value that the application defines. The same name may occur more than once.
     *
     * @param name the name
     * @param value the value
     */
    public record UserProperty(String name, String value) {}

    /**
     * Returns an empty builder.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the Payload Format Indicator.
     *
     * @return true for UTF-8 text, false for unspecified bytes, null when the publisher did not set it
     */
    public @Nullable Boolean payloadUtf8() {
        return payloadUtf8;
    }

    /**
     * Returns the Message Expiry Interval.
     *
     * @return the remaining lifetime of the message, in whole seconds; null: it never expires
     */
    public @Nullable Duration messageExpiry() {
        return messageExpiry;
    }

    /**
     * Returns the Content Type.
     *
     * @return usually a MIME type, or null
     */
    public @Nullable String contentType() {
        return contentType;
    }

    /**
     * Returns the Response Topic.
     *
     * @return the topic for responses, or null
     */
    public @Nullable String responseTopic() {
        return responseTopic;
    }

    /**
     * Returns the Correlation Data.
     *
     * @return a copy of the data that a response must carry too, or null
     */
    public byte @Nullable [] correlationData() {
        return correlationData == null ? null : correlationData.clone();
    }

    /**
     * Returns the User Properties.
     *
     * @return the User Properties in the order of the publisher
     */
    public List<UserProperty> userProperties() {
        return userProperties;
    }

    /**
     * Returns the value of the first User Property with a name.
     *
     * @param name the name
     * @return its value, or null when there is none
     */
    public @Nullable String userProperty(String name) {
        for (UserProperty property : userProperties) {
            if (property.name().equals(name)) {
                return property.value();
            }
        }
        return null;
    }

    /**
     * Returns the Subscription Identifiers of a received message.
     *
     * @return the identifiers of all subscriptions that it matches
     */
    public List<Integer> subscriptionIdentifiers() {
        return subscriptionIdentifiers;
    }

    /** Builds properties. Belongs to one thread. */
    public static final class Builder {
        private @Nullable Boolean payloadUtf8;
        private @Nullable Duration messageExpiry;
        private @Nullable String contentType;
        private @Nullable String responseTopic;
        private byte @Nullable [] correlationData;
        private final List<UserProperty> userProperties = new ArrayList<>();
        private final List<Integer> subscriptionIdentifiers = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the Payload Format Indicator.
         *
         * @param utf8 whether the payload is UTF-8 text
         * @return this
         */
        public Builder payloadUtf8(boolean utf8) {
            payloadUtf8 = utf8;
            return this;
        }

        /**
         * Sets the Message Expiry Interval.
         *
         * @param expiry 1 to 4,294,967,295 seconds; fractions of a second are cut off
         * @return this
         */
        public Builder messageExpiry(Duration expiry) {
            if (expiry.toSeconds() < 1 || expiry.toSeconds() > LONGEST_EXPIRY) {
                throw new IllegalArgumentException(
                        "a message must expire after 1 to " + LONGEST_EXPIRY + " seconds, not after " + expiry);
            }
            messageExpiry = Duration.ofSeconds(expiry.toSeconds());
            return this;
        }

        /**
         * Sets the Content Type.
         *
         * @param type usually a MIME type
         * @return this
         */
        public Builder contentType(String type) {
            contentType = checked("Content Type", type);
            return this;
        }

        /**
         * Sets the Response Topic.
         *
         * @param topic a Topic Name
         * @return this
         */
        public Builder responseTopic(String topic) {
            responseTopic = Topics.checkedName(topic);
            return this;
        }

        /**
         * Sets the Correlation Data.
         *
         * @param data at most 65,535 bytes, of which a copy is kept
         * @return this
         */
        public Builder correlationData(byte[] data) {
            if (data.length > Topics.LONGEST) {
                throw new IllegalArgumentException(
                        "Correlation Data must have at most 65,535 bytes, not " + data.length);
            }
            correlationData = data.clone();
            return this;
        }

        /**
         * Adds a User Property.
         *
         * @param name the name
         * @param value the value
         * @return this
         */
        public Builder userProperty(String name, String value) {
            userProperties.add(new UserProperty(checked("User Property", name), checked("User Property", value)));
            return this;
        }

        private void received(String name, Object value) {
            switch (name) {
                case Envelope.PAYLOAD_UTF8 -> payloadUtf8 = (Boolean) value;
                case Envelope.EXPIRY_SECONDS -> messageExpiry = Duration.ofSeconds((Long) value);
                case Envelope.CONTENT_TYPE -> contentType = (String) value;
                case Envelope.RESPONSE_TOPIC -> responseTopic = (String) value;
                case Envelope.CORRELATION_DATA -> correlationData = (byte[]) value;
                case Envelope.SUBSCRIPTION_IDENTIFIER -> subscriptionIdentifiers.add((Integer) value);
                default -> {} // a broker of a later version has a property that this class does not know
            }
        }

        private static String checked(String what, String text) {
            Objects.requireNonNull(text, what);
            Topics.checkEncodable(what, text);
            return text;
        }

        /**
         * Returns the properties.
         *
         * @return the properties set so far
         */
        public MqttProperties build() {
            return new MqttProperties(this);
        }
    }
}
