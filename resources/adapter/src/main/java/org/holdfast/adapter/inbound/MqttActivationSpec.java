package org.holdfast.adapter.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The {@code activationConfig} of a bean, as the container has read it. All properties are text here, so that
 * {@link EndpointConfig} reports an invalid value in words, and not the container's conversion.
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

    /** Does nothing: {@link EndpointConfig} checks the properties at the activation. */
    @Override
    public void validate() throws InvalidPropertyException {}

    /** The Topic Filters (section 4.7), separated by commas. Not with {@link org.holdfast.mqtt.OnMqtt}. */
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

    /** The Client Identifier. Default: generated for each activation. */
    public @Nullable String getClientId() {
        return clientId;
    }

    public void setClientId(String value) {
        clientId = value;
    }

    /** How many seconds the session outlives the application, the server or the connection; requires a clientId. */
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

    /** Whether messages of this client itself, such as its dead letters, are not delivered (section 3.8.3.1). */
    public String getNoLocal() {
        return noLocal;
    }

    public void setNoLocal(String value) {
        noLocal = value;
    }

    /** Whether messages keep the RETAIN flag of the publisher (section 3.8.3.1). */
    public String getRetainAsPublished() {
        return retainAsPublished;
    }

    public void setRetainAsPublished(String value) {
        retainAsPublished = value;
    }

    /** When retained messages are sent: 0 at each subscription, 1 at a new one, 2 never (section 3.8.3.1). */
    public String getRetainHandling() {
        return retainHandling;
    }

    public void setRetainHandling(String value) {
        retainHandling = value;
    }

    /** The maximum number of messages that the bean processes at the same time, 1 to 1,000. */
    public String getMaxConcurrency() {
        return maxConcurrency;
    }

    public void setMaxConcurrency(String value) {
        maxConcurrency = value;
    }

    /** Which messages keep their order: topic, all or none. */
    public String getOrdering() {
        return ordering;
    }

    public void setOrdering(String value) {
        ordering = value;
    }

    /**
     * The maximum number of messages that the adapter holds for the bean, 1 to 65,535 (Receive Maximum). Default: 256 from the
     * broker on this server, as many as it sends from another.
     */
    public @Nullable String getPrefetch() {
        return prefetch;
    }

    public void setPrefetch(String value) {
        prefetch = value;
    }

    /** The maximum number of redeliveries before a message is published to the deadLetterTopic. */
    public String getRedeliveryLimit() {
        return redeliveryLimit;
    }

    public void setRedeliveryLimit(String value) {
        redeliveryLimit = value;
    }

    /** Milliseconds before a message is redelivered; doubled each time. */
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

    /** The topic for messages that the bean fails on too often. Default: they are redelivered without limit. */
    public @Nullable String getDeadLetterTopic() {
        return deadLetterTopic;
    }

    public void setDeadLetterTopic(String value) {
        deadLetterTopic = value;
    }

    /** The URI of another broker, mqtt://host:port or mqtts://host:port. Default: the broker on this server. */
    public @Nullable String getServerUri() {
        return serverUri;
    }

    public void setServerUri(String value) {
        serverUri = value;
    }

    /** The MQTT version for that broker: 5 or 3.1.1. */
    public String getMqttVersion() {
        return mqttVersion;
    }

    public void setMqttVersion(String value) {
        mqttVersion = value;
    }

    /** The user name of the bean at the broker. */
    public @Nullable String getUserName() {
        return userName;
    }

    public void setUserName(String value) {
        userName = value;
    }

    /** The password of that user; not needed on this server. */
    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(String value) {
        password = value;
    }
}
