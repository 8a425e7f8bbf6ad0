package org.holdfast.mqtt.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The connection of a client. Any thread. The returned stages fail when the connection ends first. */
public interface Link {
    /**
     * Subscribes (section 3.8).
     *
     * @param filter the Topic Filter
     * @param qos the Maximum QoS
     * @param noLocal whether messages of this client itself are not delivered
     * @param retainAsPublished whether messages keep the RETAIN flag of the publisher
     * @param retainHandling 0 to 2
     * @return the Reason Code
     */
    CompletionStage<Integer> subscribe(
            String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling);

    /**
     * Unsubscribes (section 3.10).
     *
     * @param filter the Topic Filter
     * @return the Reason Code
     */
    CompletionStage<Integer> unsubscribe(String filter);

    /**
     * Returns the Topic Filters that the session has subscribed to.
     *
     * @return the filters; empty when the broker does not report them
     */
    List<String> subscriptions();

    /**
     * Publishes a message.
     *
     * @param message the message
     * @return the Reason Code, with an explanation or an empty text
     */
    CompletionStage<Map.Entry<Integer, String>> publish(Envelope message);

    /** Disconnects. */
    void close();
}
