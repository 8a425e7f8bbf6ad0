package org.holdfast.engine;

import org.holdfast.engine.retained.RetainedStatus;

/**
 * How the broker fares.
 *
 * @param listening whether clients are let in
 * @param connections how many connections are open
 * @param sessions how many sessions there are, of clients connected and away
 * @param droppedMessages how many messages found the queue of their receiver full
 * @param retained how the retained messages fare
 */
public record BrokerStatus(
        boolean listening, int connections, int sessions, long droppedMessages, RetainedStatus retained) {}
