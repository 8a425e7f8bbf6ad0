package org.holdfast.adapter.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The {@code activationConfig} of a bean, as the container has read it. All properties are text here: so that a value that is none
 * of what it should be is answered by {@link EndpointConfig} in words, and not by the container's conversion.
 */
public class MqttActivationSpec implements ActivationSpec, Serializable {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ResourceAdapter adapter;
    private @Nullable String topicFilter;
    private String qos = "1";
    private @Nullable String clientId;
    private String sessionExpiry = "0";
    private @Nullable String shareName;
    private String noLocal = "false";
    private String retainAsPublished = "false";
    private String retainHandling = "0";
    private String maxConcurrency = "8";
    private String ordering = "topic";
    private @Nullable String prefetch;
    private String redeliveryLimit = "10";
    private String redeliveryPause = "100";
    private String redeliveryPauseLimit = "30000";
    private @Nullable String deadLetterTopic;
    private @Nullable String serverUri;
    private String mqttVersion = "5";
    private @Nullable String userName;
    private @Nullable String password;

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter of) {
        adapter = of;
    }

    /** Checks what can be checked without the bean: {@link EndpointConfig} does it at the activation. */
    @Override
    public void validate() throws InvalidPropertyException {}

    /** What to subscribe to (section 4.7); several are separated by commas. Not with {@link org.holdfast.mqtt.OnMqtt}. */
    public @Nullable String getTopicFilter() {
        return topicFilter;
    }

    public void setTopicFilter(String value) {
        topicFilter = value;
    }

    /** The Maximum QoS of the subscriptions, 0 to 2. Not with {@link org.holdfast.mqtt.OnMqtt}. */
    public String getQos() {
        return qos;
    }

    public void setQos(String value) {
        qos = value;
    }

    /** The Client Identifier; without one, one is made up for each activation. */
    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(String value) {
        clientId = value;
    }

    /** For how many seconds the session outlives the bean's application, the server or the connection; needs a clientId. */
    public String getSessionExpiry() {
        return sessionExpiry;
    }

    public void setSessionExpiry(String value) {
        sessionExpiry = value;
    }

    /** The Share Name: beans with the same one share the messages (section 4.8.2). */
    public @Nullable String getShareName() {
        return shareName;
    }

    public void setShareName(String value) {
        shareName = value;
    }

    /** Whether what this client publishes, its dead letters for example, is not to come (section 3.8.3.1). */
    public String getNoLocal() {
        return noLocal;
    }

    public void setNoLocal(String value) {
        noLocal = value;
    }

    /** Whether the RETAIN flag is to be that of the publisher (section 3.8.3.1). */
    public String getRetainAsPublished() {
        return retainAsPublished;
    }

    public void setRetainAsPublished(String value) {
        retainAsPublished = value;
    }

    /** When retained messages come: 0 at each subscription, 1 at a new one, 2 never (section 3.8.3.1). */
    public String getRetainHandling() {
        return retainHandling;
    }

    public void setRetainHandling(String value) {
        retainHandling = value;
    }

    /** How many messages the bean works on at once, 1 to 1,000. */
    public String getMaxConcurrency() {
        return maxConcurrency;
    }

    public void setMaxConcurrency(String value) {
        maxConcurrency = value;
    }

    /** What keeps its order: topic, all or none. */
    public String getOrdering() {
        return ordering;
    }

    public void setOrdering(String value) {
        ordering = value;
    }

    /**
     * How many messages the adapter holds for the bean at once, 1 to 65,535 (Receive Maximum); without it, 256 from the broker on this
     * server, and as many as it sends from another.
     */
    public @Nullable String getPrefetch() {
        return prefetch;
    }

    public void setPrefetch(String value) {
        prefetch = value;
    }

    /** How often a message comes again before it goes to the deadLetterTopic. */
    public String getRedeliveryLimit() {
        return redeliveryLimit;
    }

    public void setRedeliveryLimit(String value) {
        redeliveryLimit = value;
    }

    /** Milliseconds before a message comes again; doubled each time. */
    public String getRedeliveryPause() {
        return redeliveryPause;
    }

    public void setRedeliveryPause(String value) {
        redeliveryPause = value;
    }

    /** The longest such pause, in milliseconds. */
    public String getRedeliveryPauseLimit() {
        return redeliveryPauseLimit;
    }

    public void setRedeliveryPauseLimit(String value) {
        redeliveryPauseLimit = value;
    }

    /** Where messages go that the bean fails on too often; without it they come again for ever. */
    public @Nullable String getDeadLetterTopic() {
        return deadLetterTopic;
    }

    public void setDeadLetterTopic(String value) {
        deadLetterTopic = value;
    }

    /** Another broker, mqtt://host:port or mqtts://host:port; without it, the one on this server. */
    public @Nullable String getServerUri() {
        return serverUri;
    }

    public void setServerUri(String value) {
        serverUri = value;
    }

    /** What is spoken with that broker: 5 or 3.1.1. */
    public String getMqttVersion() {
        return mqttVersion;
    }

    public void setMqttVersion(String value) {
        mqttVersion = value;
    }

    /** Who the bean is to the broker. */
    public @Nullable String getUserName() {
        return userName;
    }

    public void setUserName(String value) {
        userName = value;
    }

    /** Its password; not needed on this server. */
    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(String value) {
        password = value;
    }
}
