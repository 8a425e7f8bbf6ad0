package org.holdfast.engine.session.sending;

import java.time.Clock;

/**
 * The objects that all senders share.
 *
 * @param onDrop called for each message that is dropped because the queue is full, memory is short, or it has waited too long
 */
public record SharedBySenders(SendingConfig config, Clock clock, Runnable onDrop) {}
