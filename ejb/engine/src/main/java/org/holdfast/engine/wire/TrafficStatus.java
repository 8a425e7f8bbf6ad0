package org.holdfast.engine.wire;

/**
 * What has gone through all connections since the start.
 *
 * @param packetsReceived how many MQTT packets of all types have come
 * @param publishesReceived how many of them were PUBLISH
 * @param bytesReceived how many bytes have come
 * @param packetsSent how many MQTT packets of all types have left
 * @param publishesSent how many of them were PUBLISH
 * @param bytesSent how many bytes have left
 */
public record TrafficStatus(
        long packetsReceived,
        long publishesReceived,
        long bytesReceived,
        long packetsSent,
        long publishesSent,
        long bytesSent) {
    /** Nothing. */
    static final TrafficStatus NONE = new TrafficStatus(0, 0, 0, 0, 0, 0);

    /** This and that. */
    TrafficStatus plus(TrafficStatus other) {
        return new TrafficStatus(
                packetsReceived + other.packetsReceived,
                publishesReceived + other.publishesReceived,
                bytesReceived + other.bytesReceived,
                packetsSent + other.packetsSent,
                publishesSent + other.publishesSent,
                bytesSent + other.bytesSent);
    }
}
