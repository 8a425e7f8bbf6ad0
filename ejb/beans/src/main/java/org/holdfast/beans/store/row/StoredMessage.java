package org.holdfast.beans.store.row;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.function.UnaryOperator;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.Version;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** A row of the table of retained messages. */
@Entity
@Table(name = StoredMessage.TABLE)
public class StoredMessage {
    public static final String TABLE = "retained_message";
    public static final String TOPIC = "topic";
    public static final String EXPIRES_AT = "expires_at";
    public static final String VERSION_CLOCK = "version_clock";
    public static final String VERSION_NODE = "version_node";

    @Id
    @Column(name = TOPIC)
    private String topic = "";

    @Column(name = "payload")
    private byte[] payload = {};

    @Column(name = "qos")
    private int qos;

    @Column(name = "properties")
    private byte[] properties = {};

    @Column(name = "publisher")
    private String publisher = "";

    @Column(name = "published_at")
    private long publishedAt;

    /** Null: never. */
    @Column(name = EXPIRES_AT)
    private @Nullable Long expiresAt;

    @Column(name = VERSION_CLOCK)
    private long versionClock;

    @Column(name = VERSION_NODE)
    private int versionNode;

    /** For JPA. */
    protected StoredMessage() {}

    /** Returns the row of a message. */
    public static StoredMessage of(RetainedMessage retained) {
        Message message = retained.message();
        StoredMessage row = keyOf(message.topic());
        row.payload = message.payload().bytes();
        row.qos = message.qos().value();
        row.properties = message.properties().encoded();
        row.publisher = message.publisher();
        row.publishedAt = message.publishedAt();
        row.expiresAt = message.expires() ? message.expiresAt() : null;
        row.versionClock = retained.version().clock();
        row.versionNode = retained.version().node();
        return row;
    }

    /** Returns a row with nothing but the key. */
    public static StoredMessage keyOf(TopicName topic) {
        StoredMessage row = new StoredMessage();
        row.topic = topic.value();
        return row;
    }

    /**
     * Returns the message in this row.
     *
     * @param publishers replaces the Client Identifier with an equal one
     * @throws IllegalArgumentException if the row is damaged: no broker wrote it like this
     */
    public RetainedMessage toRetained(UnaryOperator<String> publishers) {
        try {
            Message message = new Message(
                    TopicName.of(topic),
                    Payload.of(payload),
                    QoS.of(qos),
                    true,
                    Properties.decode(properties),
                    expiresAt == null ? Message.NEVER : expiresAt,
                    publishedAt,
                    publishers.apply(publisher));
            return new RetainedMessage(message, new Version(versionClock, versionNode));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the row of the topic '" + topic + "': " + e.getMessage(), e);
        }
    }
}
