package org.holdfast.beans.clients;

import jakarta.ejb.Local;
import org.jspecify.annotations.Nullable;

/**
 * Clients and their subscriptions, for the console. Every method throws {@link org.holdfast.beans.problem.InvalidInputException}
 * for an invalid value, and {@link org.holdfast.beans.problem.UnavailableException} while the broker does not run.
 */
@Local
public interface Clients {
    /**
     * Returns clients in the order of their Client Identifiers.
     *
     * @param text a part of the Client Identifier, case-insensitive; null for any
     * @param offset the number of clients to skip
     * @param limit 1 to 1,000
     */
    ClientPage list(@Nullable String text, Presence presence, int offset, int limit);

    /** Returns one client; {@link org.holdfast.beans.problem.NotFoundException} when there is none. */
    ClientView get(String clientId);

    /**
     * Disconnects a client, which may reconnect.
     *
     * @param andItsSession whether its subscriptions and queued messages are deleted too
     * @param who the user
     */
    void disconnect(String clientId, boolean andItsSession, String who);

    /**
     * Returns subscriptions in the order of their filters.
     *
     * @param filterText a part of the filter, case-insensitive; null for any
     * @param clientId the client of the subscriptions; null for all
     */
    SubscriptionPage subscriptions(@Nullable String filterText, @Nullable String clientId, int offset, int limit);

    /**
     * Returns the subscriptions that match a topic. All members of a shared subscription are included, although each message is
     * sent to only one of them.
     */
    SubscriptionPage receivers(@Nullable String topic, int offset, int limit);
}
