package org.holdfast.engine.wire;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;
import org.holdfast.engine.session.sending.Outbound.Pause;

/** The reasons not to read from a client. Owned by the connection's event loop. */
final class Pauses {
    private final Channel channel;
    private final Set<Pause> reasons = EnumSet.noneOf(Pause.class);
    private long bytesBeforeWritable;

    Pauses(Channel channel) {
        this.channel = channel;
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    boolean contains(Pause reason) {
        return reasons.contains(reason);
    }

    /** Adds a reason; returns false when it is there already. */
    boolean add(Pause reason) {
        if (reason == Pause.NOT_WRITABLE) {
            bytesBeforeWritable = channel.bytesBeforeWritable();
        }
        return reasons.add(reason);
    }

    /** Removes a reason; returns false when it is not there. */
    boolean remove(Pause reason) {
        return reasons.remove(reason);
    }

    /** Whether a client that is not read from is alive all the same: it accepts bytes, or the broker itself waits. */
    boolean advances() {
        long before = bytesBeforeWritable;
        bytesBeforeWritable = channel.bytesBeforeWritable();
        return !contains(Pause.NOT_WRITABLE) || bytesBeforeWritable != before;
    }
}
