package org.holdfast.engine.wire;

/**
 * The Application Messages of one QoS that have gone through all connections since the start.
 *
 * @param messagesReceived how many PUBLISH packets have come
 * @param bytesReceived how many bytes of payload were in them
 * @param messagesSent how many PUBLISH packets have left
 * @param bytesSent how many bytes of payload were in them
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
