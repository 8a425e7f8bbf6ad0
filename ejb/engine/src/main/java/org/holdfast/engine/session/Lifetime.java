package org.holdfast.engine.session;

import java.util.function.Consumer;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.loop.SessionLoop;
import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.packet.Connect;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.session.store.SessionRecord;
import org.holdfast.engine.session.store.SessionState;
import org.jspecify.annotations.Nullable;

/**
 * The expiry of a session, and the publication of its client's Will (sections 3.1.2.5 and 3.1.2.11.2). Owned by the
 * session's event loop.
 */
public final class Lifetime {
    private final SessionRecord record;
    private final MemoryAccount account;
    private long expiryInterval;
    private long expiresAt = SessionState.NEVER;
    private @Nullable Will will;
    private long willAt = SessionState.NEVER;
    private EventLoop.Timer expiryTimer = EventLoop.Timer.NONE;
    private EventLoop.Timer willTimer = EventLoop.Timer.NONE;

    Lifetime(SessionRecord record, MemoryAccount account) {
        this.record = record;
        this.account = account;
    }

    /** Called when the client connects: nothing expires. */
    void connected(@Nullable Will ofThisConnection, long grantedExpiryInterval) {
        set(ofThisConnection);
        expiryInterval = grantedExpiryInterval;
        expiresAt = SessionState.NEVER;
        willAt = SessionState.NEVER;
    }

    private void set(@Nullable Will next) {
        account.take((next == null ? 0 : next.heapSize()) - (will == null ? 0 : will.heapSize()));
        will = next;
    }

    /** Restores what an earlier run of the broker has stored. */
    void restore(SessionState.Stored stored) {
        expiryInterval = stored.expiryInterval();
        expiresAt = stored.expiresAt();
        set(stored.will());
        willAt = stored.willAt();
    }

    /** Stores the current state. */
    void save() {
        record.save(expiryInterval, expiresAt, will, willAt);
    }

    /** The Session Expiry Interval, in seconds. */
    public long expiryInterval() {
        return expiryInterval;
    }

    /** Sets the Session Expiry Interval, which DISCONNECT may change, in seconds (section 3.14.2.2.2). */
    public void expiryInterval(long seconds) {
        expiryInterval = seconds;
    }

    /** When the session ends, in milliseconds of the wall clock; {@link SessionState#NEVER} while its client is connected. */
    long expiresAt() {
        return expiresAt;
    }

    /**
     * Called when the client disconnects: starts, or continues, the wait for the end of the session and for its Will.
     *
     * @param now the wall clock, in milliseconds
     * @param loop the session's loop
     * @param expire ends the session when it expires; at once if that was while the broker was down
     * @param publisher publishes the Will after its delay; the end of the session publishes it earlier [MQTT-3.1.3-9]
     */
    void away(long now, SessionLoop loop, Runnable expire, Consumer<Will> publisher) {
        long end = expiryInterval == Connect.NO_EXPIRY
                ? SessionState.NEVER
                : Math.min(expiresAt, now + expiryInterval * 1000);
        if (end <= now) {
            expire.run();
            return;
        }
        expiresAt = end;
        expiryTimer = end == SessionState.NEVER ? EventLoop.Timer.NONE : loop.after(end - now, expire);
        save();
        record.gate()
                .together(
                        () -> publishOrDelayWill(now, loop, publisher)); // a crash leaves it, or what it has published
    }

    private void publishOrDelayWill(long now, SessionLoop loop, Consumer<Will> publisher) {
        Will taken = takeWill();
        if (taken != null && taken.delayInterval() == 0) {
            publisher.accept(taken);
        } else if (taken != null) {
            delay(taken, now, loop, publisher);
        }
    }

    private void delay(Will delayed, long now, SessionLoop loop, Consumer<Will> publisher) {
        set(delayed);
        willAt = Math.min(willAt, now + delayed.delayInterval() * 1000);
        willTimer = loop.after(willAt - now, () -> record.gate().together(() -> publishWill(publisher)));
        save();
    }

    private void publishWill(Consumer<Will> publisher) {
        Will taken = takeWill();
        if (taken != null) {
            publisher.accept(taken);
        }
    }

    /** Called when the client reconnects in time: the session does not end and its Will is not published [MQTT-3.1.3-9]. */
    void returned() {
        cancelTimers();
        takeWill();
    }

    /** Ends the session; returns the Will to publish, or null. */
    @Nullable
    Will end() {
        cancelTimers();
        return takeWill();
    }

    /** Discards the Will [MQTT-3.1.2-10]. */
    public void discardWill() {
        takeWill();
    }

    private @Nullable Will takeWill() {
        Will taken = will;
        if (taken != null) {
            set(null);
            save();
        }
        return taken;
    }

    private void cancelTimers() {
        expiryTimer.cancel();
        willTimer.cancel();
    }
}
