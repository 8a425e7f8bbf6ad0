package org.holdfast.engine.session;

import org.holdfast.engine.packet.Will;

/** Publishes the Will Message of a client whose connection has ended (section 3.1.2.5). Called on any event loop. */
@FunctionalInterface
public interface WillPublisher {
    void publish(Will will, String clientId);
}
