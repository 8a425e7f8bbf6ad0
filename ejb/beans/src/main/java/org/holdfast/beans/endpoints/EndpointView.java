package org.holdfast.beans.endpoints;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message-driven bean of an application on this server.
 *
 * @param bean its application and its class
 * @param clientId its Client Identifier
 * @param server the broker that it connects to: local, or a URI
 * @param filters its Topic Filters
 * @param state WAITING for a broker, CONNECTING, ACTIVE or STOPPED
 * @param failure why it is not active, or null
 * @param inflight how many messages the adapter holds for it
 * @param delivered how many messages it has processed
 * @param redelivered how many delivery attempts there were after the first one
 * @param deadLettered how many messages were published to its dead letter topic
 */
public record EndpointView(
        String bean,
        String clientId,
        String server,
        List<String> filters,
        String state,
        @Nullable String failure,
        long inflight,
        long delivered,
        long redelivered,
        long deadLettered) {
    /** Whether it is a client of the broker in this server. */
    public boolean isLocal() {
        return server.equals("local");
    }
}
