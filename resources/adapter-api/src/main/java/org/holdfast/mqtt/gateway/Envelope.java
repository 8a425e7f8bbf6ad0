package org.holdfast.mqtt.gateway;

import java.util.function.BiConsumer;

/** A message passed between broker and adapter. Immutable; receivers must not change the payload. */
public interface Envelope {
    /** A {@link Boolean}: the Payload Format Indicator. */
    String PAYLOAD_UTF8 = "payloadUtf8";

    /** A {@link Long}: the Message Expiry Interval, in seconds. */
    String EXPIRY_SECONDS = "expirySeconds";

    /** A {@link String}: the Content Type. */
    String CONTENT_TYPE = "contentType";

    /** A {@link String}: the Response Topic. */
    String RESPONSE_TOPIC = "responseTopic";

    /** A byte array: the Correlation Data. */
    String CORRELATION_DATA = "correlationData";

    /** An {@link Integer}: a Subscription Identifier; passed once for each. */
    String SUBSCRIPTION_IDENTIFIER = "subscriptionIdentifier";

    /**
     * Returns the Topic Name.
     *
     * @return the topic of the message
     */
    String topic();

    /**
     * Returns the payload without copying it.
     *
     * @return the bytes themselves
     */
    byte[] payload();

    /**
     * Returns the QoS.
     *
     * @return 0 to 2
     */
    int qos();

    /**
     * Returns the RETAIN flag.
     *
     * @return whether it is set
     */
    boolean retain();

    /**
     * Returns the DUP flag.
     *
     * @return whether the message may have been delivered before
     */
    boolean duplicate();

    /**
     * Passes each property that is set to a consumer.
     *
     * @param property receives one of the names above and its value
     * @param userProperty receives each User Property, in order
     */
    void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty);
}
