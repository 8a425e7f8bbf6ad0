package org.holdfast.tools.nanomq;

import java.nio.ByteBuffer;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.TextRules;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.tools.mqtt.PublishBody;

/**
 * A row of NanoMQ's table.
 *
 * <pre>
 *   u32 length of the fixed header │ fixed header of the PUBLISH │ u32 length of the body │ body │ u64 time │ command │ zeros
 * </pre>
 *
 * <p>The time is that of a clock that starts with the machine, so the time of publication is unknown: an expiry begins again.
 *
 * @param topic the key of the row
 * @param version MQTT's level: 3, 4 or 5
 * @param blob the message
 */
record NanoMqRow(String topic, int version, ByteBuffer blob) {
    private static final int PUBLISH = 3;

    /**
     * Returns the message in the row.
     *
     * @param now when its expiry begins, in milliseconds of the wall clock
     * @throws BadMessageException if the row is damaged
     */
    Message message(long now) throws BadMessageException {
        if (version < ProtocolVersion.MQTT_3_1.level() || version > ProtocolVersion.MQTT_5.level()) {
            throw new BadMessageException("its protocol version is " + version);
        }
        TopicName name = TextRules.topicName("its topic", topic);
        ByteBuffer in = blob.duplicate();
        QoS qos = qos(section(in, "fixed header"));
        ByteBuffer packet = section(in, "body");
        PublishBody body = PublishBody.read(packet, qos, version == ProtocolVersion.MQTT_5.level());
        if (!body.topic().isEmpty() && !body.topic().equals(topic)) {
            throw new BadMessageException("its row and its packet name different topics");
        }
        return body.message(name, qos, now);
    }

    private static ByteBuffer section(ByteBuffer in, String what) throws BadMessageException {
        if (in.remaining() < Integer.BYTES) {
            throw new BadMessageException("its blob ends before the " + what);
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BadMessageException("its blob ends in the " + what);
        }
        ByteBuffer section = in.slice(in.position(), length);
        in.position(in.position() + length);
        return section;
    }

    private static QoS qos(ByteBuffer header) throws BadMessageException {
        if (header.remaining() < 2 || header.get(0) >> 4 != PUBLISH) {
            throw new BadMessageException("its blob is not a PUBLISH packet");
        }
        return PublishBody.qos(header.get(0));
    }
}
