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

    /** Whether there is room for a message of this size. */
    boolean hasRoomFor(int size) {
        long then = bytes + size;
        return then <= maximum && (then <= SMALL || !account.isBudgetExhausted());
    }

    /** @param size of the message, which costs more to compute than the rest */
    void take(Message message, int size) {
        bytes += size;
        account.take(message.payload(), size);
    }

    void give(Message message, int size) {
        bytes -= size;
        account.give(message.payload(), size);
    }
}
