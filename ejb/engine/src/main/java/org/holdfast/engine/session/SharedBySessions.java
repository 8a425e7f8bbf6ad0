package org.holdfast.engine.session;

import java.time.Clock;
import java.util.function.Consumer;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.sending.SendingConfig;
import org.holdfast.engine.session.store.SessionJournal;

/**
 * The objects that all sessions share.
 *
 * @param sending the limits of what is sent to one client
 * @param onDrop counts a message that is dropped
 * @param heir gets the undelivered messages of a session that has ended
 */
record SharedBySessions(
        SessionConfig config,
        SendingConfig sending,
        Clock clock,
        SessionMetrics metrics,
        Runnable onDrop,
        SessionJournal journal,
        Consumer<Delivery> heir) {
    static SharedBySessions of(
            SessionConfig config,
            Clock clock,
            SessionMetrics metrics,
            SessionJournal journal,
            Consumer<Delivery> heir) {
        return new SharedBySessions(config, config.sending(), clock, metrics, metrics::dropped, journal, heir);
    }
}
