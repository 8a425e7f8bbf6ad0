package org.holdfast.engine.session.sending;

import org.holdfast.engine.memory.MemoryAccount;
import org.holdfast.engine.message.Message;

/** The messages that one client has not received or not acknowledged, in bytes of heap. Owned by the session's event loop. */
final class Backlog {
    /** What any client may have waiting when memory is short. */
    private static final long SMALL = 64 << 10;

    private final MemoryAccount account;
    private final long maximum;
    private long bytes;

    /** @param maximum in bytes */
    Backlog(MemoryAccount account, long maximum) {
        this.account = account;
        this.maximum = maximum;
    }

    /** Whether there is room for a message that waits. */
    boolean hasRoomFor(Message message) {
        long then = bytes + message.heapSize();
        return then <= maximum && (then <= SMALL || !account.isBudgetExhausted());
    }

    void take(Message message) {
        bytes += message.heapSize();
        account.take(message);
    }

    void give(Message message) {
        bytes -= message.heapSize();
        account.give(message);
    }
}
