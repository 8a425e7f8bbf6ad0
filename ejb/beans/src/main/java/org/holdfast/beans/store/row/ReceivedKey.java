package org.holdfast.beans.store.row;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The key of rows of a session and a Packet Identifier. For JPA. */
public final class ReceivedKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private long session;
    private int packetId;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedKey key && key.session == session && key.packetId == packetId;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(session) + packetId;
    }
}
