package org.holdfast.engine.session.sending;

/**
 * The message counts of a client, since its session began or the broker was started.
 *
 * @param received the number of messages that it has published
 * @param sent the number of messages sent to it, resent ones included
 * @param dropped the number of messages that found its queue full, or waited too long
 * @param inflight the number of QoS 1 and 2 messages in flight to it
 * @param queued the number of messages that wait for it
 * @param queuedBytes the approximate bytes of heap of the waiting messages
 */
public record Traffic(long received, long sent, long dropped, int inflight, int queued, long queuedBytes) {}
