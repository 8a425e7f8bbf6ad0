package org.holdfast.mqtt.gateway;

import java.util.function.BiConsumer;

/** A message as it passes between broker and adapter. Immutable; whoever gets the payload does not change it. */
public interface Envelope {
    /** A {@link Boolean}: the Payload Format Indicator. */
    String PAYLOAD_UTF8 = "payloadUtf8";

    /** A {@link Long}: the Message Expiry Interval. */
    String EXPIRY_SECONDS = "expirySeconds";

    /** A {@link String}. */
    String CONTENT_TYPE = "contentType";

    /** A {@link String}. */
    String RESPONSE_TOPIC = "responseTopic";

    /** Bytes. */
    String CORRELATION_DATA = "correlationData";

    /** An {@link Integer}; told once for each. */
    String SUBSCRIPTION_IDENTIFIER = "subscriptionIdentifier";

    /**
     * The Topic Name.
     *
     * @return where it was published
     */
    String topic();

    /**
     * The payload.
     *
     * @return the bytes themselves
     */
    byte[] payload();

    /**
     * The QoS.
     *
     * @return 0 to 2
     */
    int qos();

    /**
     * The RETAIN flag.
     *
     * @return whether it is set
     */
    boolean retain();

    /**
     * The DUP flag.
     *
     * @return whether the message may have come before
     */
    boolean duplicate();

    /**
     * Tells each property that is there.
     *
     * @param property gets one of the names above and its value
     * @param userProperty gets each User Property, in order
     */
    void copyProperties(BiConsumer<String, Object> property, BiConsumer<String, String> userProperty);
}
