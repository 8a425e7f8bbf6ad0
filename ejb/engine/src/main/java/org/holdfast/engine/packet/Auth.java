package org.holdfast.engine.packet;

import org.jspecify.annotations.Nullable;

/**
 * AUTH: a step of an enhanced authentication (section 3.15).
 *
 * @param method null when the client has left it out
 * @param data null when there is none
 */
public record Auth(
        ReasonCode reason,
        @Nullable String method,
        @Nullable Payload data) implements Packet {}
