package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A row of the table of subscriptions that have not received all their retained messages. */
@Entity
@Table(name = "session_owed")
@IdClass(FilterKey.class)
public class StoredOwed {
    @Id
    @Column(name = "session")
    private long session;

    @Id
    @Column(name = "filter_sha256")
    private byte[] filterHash = {};

    @Column(name = "filter")
    private String filter = "";

    /** The topic of the last message that is no longer owed; null when there is none. */
    @Column(name = "after_topic")
    private @Nullable String after;

    /** For JPA. */
    protected StoredOwed() {}

    /** Returns the row of what a subscription is owed. */
    public static StoredOwed of(SessionState.Owed owed) {
        StoredOwed row = keyOf(owed.session(), owed.filter());
        row.filter = owed.filter().value();
        TopicName topic = owed.after();
        row.after = topic == null ? null : topic.value();
        return row;
    }

    /** Returns a row with nothing but the key. */
    public static StoredOwed keyOf(StateKey.OfOwed key) {
        return keyOf(key.session(), key.filter());
    }

    private static StoredOwed keyOf(long session, TopicFilter filter) {
        StoredOwed row = new StoredOwed();
        row.session = session;
        row.filterHash = FilterKey.hash(filter);
        return row;
    }

    /** Returns what is owed by this row. */
    public SessionState toState() {
        return new SessionState.Owed(session, TopicFilter.of(filter), after == null ? null : TopicName.of(after));
    }
}
