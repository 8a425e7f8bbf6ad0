/**
 * Session State: what the broker keeps for a client (section 4.1), connected or not.
 *
 * <p>A session is confined to one {@link org.holdfast.engine.loop.EventLoop}. Other threads reach it through
 * {@link org.holdfast.engine.routing.Subscriber#deliver}, which adds to an inbox and wakes the loop once.
 *
 * <pre>
 *   deliver ──> Inbox ──> Session ──> sending.Sender ──> Outbound (the connection)
 *   any thread      │     the session's event loop only
 *                   └──> SessionRecord ──> SessionJournal ──> group commit ──> SessionStore
 * </pre>
 *
 * <p>A session that outlives its connection is stored, piece by piece ({@link org.holdfast.engine.session.store.SessionState}): each
 * change goes through its {@link org.holdfast.engine.session.store.SessionRecord} into the journal, whose changes are committed together
 * with those of retained messages. {@link org.holdfast.engine.session.StoredSessions} restores sessions from the pieces
 * at the start.
 */
@NullMarked
package org.holdfast.engine.session;

import org.jspecify.annotations.NullMarked;
