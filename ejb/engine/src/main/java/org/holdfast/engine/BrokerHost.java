package org.holdfast.engine;

import java.time.Clock;
import org.holdfast.engine.access.Access;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.Timers;

/**
 * What a broker needs of the program that it lives in.
 *
 * @param store keeps the retained messages
 * @param access decides who is let in, and who may do what
 * @param clock the wall clock: expiry of messages, versions of retained changes
 * @param timers elapsed time: Keep Alive, Will Delay, Session Expiry
 */
public record BrokerHost(RetainedStore store, Access access, Clock clock, Timers timers) {

    /** A host with the system's time. */
    public static BrokerHost of(RetainedStore store, Access access) {
        return new BrokerHost(store, access, Clock.systemUTC(), Timers.SYSTEM);
    }
}
