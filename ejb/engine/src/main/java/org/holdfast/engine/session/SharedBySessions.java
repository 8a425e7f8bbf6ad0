package org.holdfast.engine.session;

import java.time.Clock;
import java.util.function.Consumer;
import org.holdfast.engine.memory.MemoryBudget;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.sending.SharedBySenders;
import org.holdfast.engine.session.store.SessionJournal;

/**
 * The objects that all sessions share.
 *
 * @param sending what their senders share
 * @param memory what they may take together
 * @param heir gets the undelivered messages of a session that has ended
 */
record SharedBySessions(
        SessionConfig config,
        SharedBySenders sending,
        Clock clock,
        SessionMetrics metrics,
        MemoryBudget memory,
        SessionJournal journal,
        Consumer<Delivery> heir) {
    static SharedBySessions of(
            SessionConfig config,
            Clock clock,
            SessionMetrics metrics,
            MemoryBudget memory,
            SessionJournal journal,
            Consumer<Delivery> heir) {
        SharedBySenders sending = new SharedBySenders(config.sending(), clock, metrics::dropped);
        return new SharedBySessions(config, sending, clock, metrics, memory, journal, heir);
    }
}
