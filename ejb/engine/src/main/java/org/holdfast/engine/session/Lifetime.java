package org.holdfast.engine.session;

import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * When a session ends, and what is published for its client then or before (sections 3.1.2.5 and 3.1.2.11.2). Owned by the
 * session's event loop.
 */
final class Lifetime {
    private final SessionRecord record;
    private long expiryInterval;
    private long expiresAt = SessionState.NEVER;
    private @Nullable Will will;
    private long willAt = SessionState.NEVER;
    private EventLoop.Timer expiryTimer = EventLoop.Timer.NONE;
    private EventLoop.Timer willTimer = EventLoop.Timer.NONE;

    Lifetime(SessionRecord record) {
        this.record = record;
    }

    /** The client is there: nothing ends. */
    void connected(@Nullable Will ofThisConnection, long grantedExpiryInterval) {
        will = ofThisConnection;
        expiryInterval = grantedExpiryInterval;
        expiresAt = SessionState.NEVER;
        willAt = SessionState.NEVER;
    }

    /** As an earlier run of the broker has left it. */
    void restore(SessionState.Stored stored) {
        expiryInterval = stored.expiryInterval();
        expiresAt = stored.expiresAt();
        will = stored.will();
        willAt = stored.willAt();
    }

    /** Stores how it stands. */
    void save() {
        record.save(expiryInterval, expiresAt, will, willAt);
    }

    /** For how long the session outlives its connection, in seconds. */
    long expiryInterval() {
        return expiryInterval;
    }

    /** What DISCONNECT may change (section 3.14.2.2.2). */
    void expiryInterval(long seconds) {
        expiryInterval = seconds;
    }

    /** When it ends, in milliseconds of the wall clock; {@link SessionState#NEVER} while its client is connected. */
    long expiresAt() {
        return expiresAt;
    }

    /** The client is away, and the session ends when the timer runs out, at a time of the wall clock. */
    void endsAt(long time, EventLoop.Timer timer) {
        expiresAt = time;
        expiryTimer = timer;
        save();
    }

    /** Takes the Will out, or null when there is none. */
    @Nullable
    Will takeWill() {
        Will taken = will;
        if (taken != null) {
            will = null;
            save();
        }
        return taken;
    }

    /** When the Will is due, in milliseconds of the wall clock; {@link SessionState#NEVER} while its client is connected. */
    long willAt() {
        return willAt;
    }

    /** Puts back a Will that waits until a time of the wall clock, unless the session ends before. */
    void delayWill(Will delayed, long time, EventLoop.Timer timer) {
        will = delayed;
        willAt = time;
        willTimer = timer;
        save();
    }

    /** Nobody waits any more for the client to stay away. */
    void cancelTimers() {
        expiryTimer.cancel();
        willTimer.cancel();
    }
}
