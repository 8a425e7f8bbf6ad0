package org.holdfast.engine;

/**
 * Whether the store is still this broker's. Another may take it over from a broker that is cut off from the store, or asleep, without that one
 * knowing: so a broker that has not made sure lately reads nothing from its clients, and acknowledges nothing, until it has.
 *
 * <p>Asked by any thread, before it handles what has come from a client.
 */
@FunctionalInterface
public interface Lease {
    /** Of a store that nobody takes over. */
    Lease ENDLESS = () -> true;

    /** Whether the broker has made sure lately. */
    boolean isHeld();
}
