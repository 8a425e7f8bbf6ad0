package org.holdfast.beans.clients;

import jakarta.ejb.Local;
import org.jspecify.annotations.Nullable;

/**
 * Clients and their subscriptions, for the console. Every method throws {@link
 * org.holdfast.beans.problem.InvalidInputException} for a value that is not what it should be, and {@link
 * org.holdfast.beans.problem.UnavailableException} while the broker does not run.
 */
@Local
public interface Clients {
    /**
     * Clients in the order of their Client Identifiers.
     *
     * @param text what the Client Identifier contains, in upper or lower case; null for any
     * @param offset so many of the first ones are left out
     * @param limit 1 to 1,000
     */
    ClientPage list(@Nullable String text, Presence presence, int offset, int limit);

    /** One client; {@link org.holdfast.beans.problem.NotFoundException} when there is none, connected or away. */
    ClientView get(String clientId);

    /**
     * Cuts a client off. It may come back.
     *
     * @param andItsSession whether its subscriptions and what waits for it are forgotten too
     * @param who does it
     */
    void disconnect(String clientId, boolean andItsSession, String who);

    /**
     * Subscriptions in the order of their filters.
     *
     * @param filterText what the filter contains, in upper or lower case; null for any
     * @param clientId whose they are; null for anybody's
     */
    SubscriptionPage subscriptions(@Nullable String filterText, @Nullable String clientId, int offset, int limit);

    /**
     * The subscriptions that a message on a topic would be for. Of a shared one, all members are in it: each message goes to one
     * of them.
     */
    SubscriptionPage receivers(@Nullable String topic, int offset, int limit);
}
