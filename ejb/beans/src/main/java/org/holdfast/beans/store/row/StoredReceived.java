package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;

/** A row of the table of QoS 2 messages that clients have sent and not released. */
@Entity
@Table(name = "session_received")
@IdClass(ReceivedKey.class)
public class StoredReceived {
    @Id
    @Column(name = "session")
    private long session;

    @Id
    @Column(name = "packet_id")
    private int packetId;

    /** For JPA. */
    protected StoredReceived() {}

    /** Returns the row of a message. */
    public static StoredReceived of(SessionState.Received received) {
        return row(received.session(), received.packetId());
    }

    /** Returns the row of a key, which is all of it. */
    public static StoredReceived keyOf(StateKey.OfReceived key) {
        return row(key.session(), key.packetId());
    }

    private static StoredReceived row(long session, int packetId) {
        StoredReceived row = new StoredReceived();
        row.session = session;
        row.packetId = packetId;
        return row;
    }

    /** Returns the message in this row. */
    public SessionState toState() {
        return new SessionState.Received(session, packetId);
    }
}
