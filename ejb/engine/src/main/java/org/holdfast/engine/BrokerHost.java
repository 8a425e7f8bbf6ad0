package org.holdfast.engine;

import java.time.Clock;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.loop.Timers;

/**
 * The services that a broker needs from its host.
 *
 * @param store stores what must survive the broker
 * @param access the authentication and authorization of clients
 * @param clock the wall clock: expiry of messages, versions of retained changes
 * @param timers elapsed time: Keep Alive, Will Delay, Session Expiry, $SYS topics
 * @param version the version of the program, for $SYS topics
 * @param lease whether the store is still this broker's
 */
public record BrokerHost(BrokerStore store, Access access, Clock clock, Timers timers, String version, Lease lease) {

    /** A host with the system's time, and a store that no other broker takes over. */
    public static BrokerHost of(BrokerStore store, Access access, String version) {
        return of(store, access, version, Lease.ENDLESS);
    }

    /** A host with the system's time. */
    public static BrokerHost of(BrokerStore store, Access access, String version, Lease lease) {
        return new BrokerHost(store, access, Clock.systemUTC(), Timers.SYSTEM, version, lease);
    }
}
