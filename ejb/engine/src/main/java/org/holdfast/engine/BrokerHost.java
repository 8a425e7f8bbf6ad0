package org.holdfast.engine;

import java.time.Clock;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.Timers;

/**
 * What a broker needs of the program that it lives in.
 *
 * @param store keeps the retained messages
 * @param authenticator decides who may connect
 * @param authorizer decides who may publish and subscribe to what
 * @param clock the wall clock: expiry of messages, versions of retained changes
 * @param timers elapsed time: Keep Alive, Will Delay, Session Expiry
 */
public record BrokerHost(
        RetainedStore store, Authenticator authenticator, Authorizer authorizer, Clock clock, Timers timers) {

    /** A host with the system's time. */
    public static BrokerHost of(RetainedStore store, Authenticator authenticator, Authorizer authorizer) {
        return new BrokerHost(store, authenticator, authorizer, Clock.systemUTC(), Timers.SYSTEM);
    }
}
