package org.holdfast.tools.mqtt;

import java.io.IOException;
import java.time.Duration;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.MessageSource;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.engine.message.ProtocolVersion;
import org.holdfast.engine.topic.TopicFilter;

/**
 * The retained messages of a broker, as a subscriber receives them: {@link RetainedReading} reads them.
 *
 * @param address the address of the broker
 * @param version the MQTT version
 * @param filter the Topic Filter of the messages
 * @param quietTime how long no new message must have arrived
 * @param maximumMessage the largest message that is taken, in bytes of its packet
 */
public record RetainedSource(
        BrokerAddress address, ProtocolVersion version, TopicFilter filter, Duration quietTime, int maximumMessage)
        implements MessageSource {
    @Override
    public void readInto(Import messages) {
        try (MqttSession session = MqttSession.open(address, version, Math.max(maximumMessage, 1 << 17))) {
            new RetainedReading(this, session, messages).readAll();
            session.disconnect();
        } catch (IOException e) {
            throw new TransferException(
                    "the connection to " + address + " was lost: " + MqttSession.inWords(e) + ".", e);
        }
    }
}
