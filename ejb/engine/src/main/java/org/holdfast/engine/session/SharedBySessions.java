package org.holdfast.engine.session;

import java.time.Clock;
import java.util.function.Consumer;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.session.store.SessionJournal;

/**
 * The objects that all sessions share.
 *
 * @param heir gets the undelivered messages of a session that has ended
 */
record SharedBySessions(
        SessionConfig config, Clock clock, SessionMetrics metrics, SessionJournal journal, Consumer<Delivery> heir) {}
