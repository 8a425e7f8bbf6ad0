package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.packet.Will;
import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A row of the table of sessions, with the delayed Will. */
@Entity
@Table(name = "session")
public class StoredSession {
    @Id
    @Column(name = "number")
    private long number;

    @Column(name = "client_id")
    private String clientId = "";

    /** See {@link Owner}. */
    @Column(name = "owner")
    private String owner = "";

    @Column(name = "expiry")
    private long expiry;

    @Column(name = "expires_at")
    private long expiresAt;

    @Column(name = "will_at")
    private long willAt;

    /** Null when there is no Will; then its other columns are null or 0. */
    @Column(name = "will_topic")
    private @Nullable String willTopic;

    @Column(name = "will_payload")
    private byte @Nullable [] willPayload;

    @Column(name = "will_qos")
    private int willQos;

    /** 1 for true. */
    @Column(name = "will_retain")
    private int willRetain;

    @Column(name = "will_properties")
    private byte @Nullable [] willProperties;

    @Column(name = "will_expiry")
    private long willExpiry;

    @Column(name = "will_delay")
    private long willDelay;

    /** For JPA. */
    protected StoredSession() {}

    /** Returns the row of a session. */
    public static StoredSession of(SessionState.Stored session) {
        StoredSession row = new StoredSession();
        row.number = session.session();
        row.clientId = session.clientId();
        row.owner = session.owner().text();
        row.expiry = session.expiryInterval();
        row.expiresAt = session.expiresAt();
        row.willAt = session.willAt();
        Will will = session.will();
        if (will != null) {
            row.willTopic = will.topic().value();
            row.willPayload = will.payload().bytes();
            row.willQos = will.qos().value();
            row.willRetain = will.retain() ? 1 : 0;
            row.willProperties = will.properties().encoded();
            row.willExpiry = will.expiryInterval();
            row.willDelay = will.delayInterval();
        }
        return row;
    }

    /** Returns a row with nothing but the key. */
    public static StoredSession keyOf(StateKey.OfSession key) {
        StoredSession row = new StoredSession();
        row.number = key.session();
        return row;
    }

    /** Returns the session in this row. */
    public SessionState toState() {
        return new SessionState.Stored(number, clientId, new Owner(owner), expiry, expiresAt, will(), willAt);
    }

    private @Nullable Will will() {
        return willTopic == null
                ? null
                : new Will(
                        TopicName.of(willTopic),
                        Payload.of(Objects.requireNonNull(willPayload)),
                        QoS.of(willQos),
                        willRetain == 1,
                        Properties.decode(Objects.requireNonNull(willProperties)),
                        willExpiry,
                        willDelay);
    }
}
