package org.holdfast.engine;

/**
 * The lease that keeps the store for this broker. Another broker may take the store over from one that is cut off from
 * it, or suspended, without the latter's knowledge: so a broker that has not confirmed its lease lately reads nothing
 * from its clients, and acknowledges nothing, until it has.
 *
 * <p>Asked by any thread, before it handles packets of a client.
 */
@FunctionalInterface
public interface Lease {
    /** The lease of a store that no other broker takes over. */
    Lease ENDLESS = () -> true;

    /** Whether the broker has confirmed the lease lately. */
    boolean isHeld();
}
