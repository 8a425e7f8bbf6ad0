package org.holdfast.engine.wire;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The traffic of all connections since the start.
 *
 * @param packetsReceived the number of MQTT packets of all types received
 * @param publishesReceived how many of them were PUBLISH
 * @param bytesReceived the number of bytes received
 * @param packetsSent the number of MQTT packets of all types sent
 * @param publishesSent how many of them were PUBLISH
 * @param bytesSent the number of bytes sent
 * @param qos the PUBLISH packets among them, by QoS: three of them
 */
public record TrafficStatus(
        long packetsReceived,
        long publishesReceived,
        long bytesReceived,
        long packetsSent,
        long publishesSent,
        long bytesSent,
        List<QosTraffic> qos) {
    static final TrafficStatus NONE =
            new TrafficStatus(0, 0, 0, 0, 0, 0, List.of(QosTraffic.NONE, QosTraffic.NONE, QosTraffic.NONE));

    TrafficStatus plus(TrafficStatus other) {
        return new TrafficStatus(
                packetsReceived + other.packetsReceived,
                publishesReceived + other.publishesReceived,
                bytesReceived + other.bytesReceived,
                packetsSent + other.packetsSent,
                publishesSent + other.publishesSent,
                bytesSent + other.bytesSent,
                IntStream.range(0, qos.size())
                        .mapToObj(i -> qos.get(i).plus(other.qos.get(i)))
                        .toList());
    }
}
