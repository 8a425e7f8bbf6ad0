package org.holdfast.beans.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
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
@Table(name = "retained_message")
public class StoredMessage {
    @Id
    private String topic = "";

    private byte[] payload = {};

    private int qos;

    private byte[] properties = {};

    private String publisher = "";

    @Column(name = "published_at")
    private long publishedAt;

    @Column(name = "expires_at")
    private @Nullable Long expiresAt;

    @Column(name = "version_clock")
    private long versionClock;

    @Column(name = "version_node")
    private int versionNode;

    /** For JPA. */
    protected StoredMessage() {}

    /** Creates a row that no entity manager manages. */
    public StoredMessage(
            String topic,
            byte[] payload,
            int qos,
            byte[] properties,
            String publisher,
            long publishedAt,
            @Nullable Long expiresAt,
            long versionClock,
            int versionNode) {
        this.topic = topic;
        this.payload = payload;
        this.qos = qos;
        this.properties = properties;
        this.publisher = publisher;
        this.publishedAt = publishedAt;
        this.expiresAt = expiresAt;
        this.versionClock = versionClock;
        this.versionNode = versionNode;
    }

    /** Returns the message in this row. */
    RetainedMessage toRetained() {
        Message message = new Message(
                TopicName.of(topic),
                Payload.of(payload),
                QoS.of(qos),
                true,
                Properties.decode(properties),
                expiresAt == null ? Message.NEVER : expiresAt,
                publishedAt,
                publisher);
        return new RetainedMessage(message, new Version(versionClock, versionNode));
    }
}
