package org.holdfast.mqtt.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The connection of a client. Any thread. What it promises fails when the connection ends first. */
public interface Link {
    /**
     * Subscribes (section 3.8).
     *
     * @param filter the Topic Filter
     * @param qos the Maximum QoS
     * @param noLocal whether what the client itself has published is not to come
     * @param retainAsPublished whether the RETAIN flag is to be that of the publisher
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
     * What the session has subscribed to.
     *
     * @return the filters, or nothing when the broker does not tell
     */
    List<String> subscriptions();

    /**
     * Publishes.
     *
     * @param message what
     * @return the Reason Code, and why, or an empty text
     */
    CompletionStage<Map.Entry<Integer, String>> publish(Envelope message);

    /** Says goodbye. */
    void close();
}
