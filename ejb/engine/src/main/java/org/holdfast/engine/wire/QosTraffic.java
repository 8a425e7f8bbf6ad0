package org.holdfast.engine.wire;

/**
 * The Application Messages of one QoS that have gone through all connections since the start.
 *
 * @param messagesReceived the number of PUBLISH packets received
 * @param bytesReceived the number of bytes of payload in them
 * @param messagesSent the number of PUBLISH packets sent
 * @param bytesSent the number of bytes of payload in them
 */
public record QosTraffic(long messagesReceived, long bytesReceived, long messagesSent, long bytesSent) {
    public static final QosTraffic NONE = new QosTraffic(0, 0, 0, 0);

    QosTraffic plus(QosTraffic other) {
        return new QosTraffic(
                messagesReceived + other.messagesReceived,
                bytesReceived + other.bytesReceived,
                messagesSent + other.messagesSent,
                bytesSent + other.bytesSent);
    }
}
