package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.RetainHandling;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicFilter;

/** A row of the table of subscriptions. */
@Entity
@Table(name = "session_subscription")
@IdClass(FilterKey.class)
public class StoredSubscription {
    @Id
    @Column(name = "session")
    private long session;

    @Id
    @Column(name = "filter_sha256")
    private byte[] filterHash = {};

    @Column(name = "filter")
    private String filter = "";

    @Column(name = "qos")
    private int qos;

    /** 1 for true, as in the next column. */
    @Column(name = "no_local")
    private int noLocal;

    @Column(name = "retain_as_published")
    private int retainAsPublished;

    /** The name of a {@link RetainHandling}. */
    @Column(name = "retain_handling")
    private String retainHandling = "";

    /** The Subscription Identifier; 0 for none. */
    @Column(name = "identifier")
    private int identifier;

    /** For JPA. */
    protected StoredSubscription() {}

    /** Returns the row of a subscription. */
    public static StoredSubscription of(SessionState.Subscribed subscribed) {
        StoredSubscription row = keyOf(subscribed.session(), subscribed.filter());
        row.filter = subscribed.filter().value();
        row.qos = subscribed.qos().value();
        row.noLocal = subscribed.noLocal() ? 1 : 0;
        row.retainAsPublished = subscribed.retainAsPublished() ? 1 : 0;
        row.retainHandling = subscribed.retainHandling().name();
        row.identifier = subscribed.identifier();
        return row;
    }

    /** Returns a row with nothing but the key. */
    public static StoredSubscription keyOf(StateKey.OfSubscription key) {
        return keyOf(key.session(), key.filter());
    }

    private static StoredSubscription keyOf(long session, TopicFilter filter) {
        StoredSubscription row = new StoredSubscription();
        row.session = session;
        row.filterHash = FilterKey.hash(filter);
        return row;
    }

    /** Returns the subscription in this row. */
    public SessionState toState() {
        return new SessionState.Subscribed(
                session,
                TopicFilter.of(filter),
                QoS.of(qos),
                noLocal == 1,
                retainAsPublished == 1,
                RetainHandling.valueOf(retainHandling),
                identifier);
    }
}
