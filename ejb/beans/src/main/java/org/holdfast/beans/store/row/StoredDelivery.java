package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.routing.Delivery;
import org.holdfast.engine.routing.Identifiers;
import org.holdfast.engine.session.store.SessionState;
import org.holdfast.engine.session.store.StateKey;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A row of the table of QoS 1 and 2 messages for clients. */
@Entity
@Table(name = "session_delivery")
public class StoredDelivery {
    @Id
    @Column(name = "number")
    private long number;

    @Column(name = "session")
    private long session;

    /** 0: not sent yet. */
    @Column(name = "packet_id")
    private int packetId;

    @Column(name = "qos")
    private int qos;

    /** 1 for true. */
    @Column(name = "retain")
    private int retain;

    /** Subscription Identifiers, separated by commas. */
    @Column(name = "identifiers")
    private @Nullable String identifiers;

    @Column(name = "shared_filter")
    private @Nullable String sharedFilter;

    /** Null when only PUBREL is to be sent; then the other columns of the message are null or 0. */
    @Column(name = "topic")
    private @Nullable String topic;

    @Column(name = "payload")
    private byte @Nullable [] payload;

    @Column(name = "message_qos")
    private int messageQos;

    /** 1 for true. */
    @Column(name = "message_retain")
    private int messageRetain;

    @Column(name = "properties")
    private byte @Nullable [] properties;

    @Column(name = "publisher")
    private @Nullable String publisher;

    @Column(name = "published_at")
    private long publishedAt;

    @Column(name = "expires_at")
    private long expiresAt;

    /** 0: not sent yet. */
    @Column(name = "begun_at")
    private long begunAt;

    /** For JPA. */
    protected StoredDelivery() {}

    /** Returns the row of a message. */
    public static StoredDelivery of(SessionState.Queued queued) {
        StoredDelivery row = new StoredDelivery();
        row.number = queued.number();
        row.session = queued.session();
        row.packetId = queued.packetId();
        row.begunAt = queued.begunAt();
        Delivery delivery = queued.delivery();
        if (delivery != null) {
            row.qos = delivery.qos().value();
            row.retain = delivery.retain() ? 1 : 0;
            row.identifiers = inWords(delivery.identifiers());
            TopicFilter shared = delivery.shared();
            row.sharedFilter = shared == null ? null : shared.value();
            row.set(delivery.message());
        }
        return row;
    }

    private void set(Message message) {
        topic = message.topic().value();
        payload = message.payload().bytes();
        messageQos = message.qos().value();
        messageRetain = message.retain() ? 1 : 0;
        properties = message.properties().encoded();
        publisher = message.publisher();
        publishedAt = message.publishedAt();
        expiresAt = message.expiresAt();
    }

    private static String inWords(Identifiers identifiers) {
        return IntStream.range(0, identifiers.size())
                .mapToObj(i -> Integer.toString(identifiers.get(i)))
                .collect(Collectors.joining(","));
    }

    /** Returns a row with nothing but the key. */
    public static StoredDelivery keyOf(StateKey.OfDelivery key) {
        StoredDelivery row = new StoredDelivery();
        row.number = key.number();
        return row;
    }

    /** Returns the message in this row. */
    public SessionState toState() {
        return new SessionState.Queued(session, number, delivery(), packetId, begunAt);
    }

    private @Nullable Delivery delivery() {
        return topic == null
                ? null
                : new Delivery(
                        message(TopicName.of(topic)),
                        QoS.of(qos),
                        retain == 1,
                        identifiers(Objects.requireNonNull(identifiers)),
                        sharedFilter == null ? null : TopicFilter.of(sharedFilter),
                        number);
    }

    private Message message(TopicName name) {
        return new Message(
                name,
                Payload.of(Objects.requireNonNull(payload)),
                QoS.of(messageQos),
                messageRetain == 1,
                Properties.decode(Objects.requireNonNull(properties)),
                expiresAt,
                publishedAt,
                Objects.requireNonNull(publisher));
    }

    private static Identifiers identifiers(String inWords) {
        int[] values = Stream.of(inWords.split(","))
                .filter(identifier -> !identifier.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        return Identifiers.of(values, values.length);
    }
}
