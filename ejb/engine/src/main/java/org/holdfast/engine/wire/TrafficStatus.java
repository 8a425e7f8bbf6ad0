package org.holdfast.engine.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.holdfast.engine.message.ReasonCode;

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
 * @param refusedConnects the CONNECT packets among those received that were refused, by Reason Code
 */
public record TrafficStatus(
        long packetsReceived,
        long publishesReceived,
        long bytesReceived,
        long packetsSent,
        long publishesSent,
        long bytesSent,
        List<QosTraffic> qos,
        Map<ReasonCode, Long> refusedConnects) {
    static final TrafficStatus NONE =
            new TrafficStatus(0, 0, 0, 0, 0, 0, List.of(QosTraffic.NONE, QosTraffic.NONE, QosTraffic.NONE), Map.of());

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
                        .toList(),
                plus(refusedConnects, other.refusedConnects));
    }

    private static Map<ReasonCode, Long> plus(Map<ReasonCode, Long> one, Map<ReasonCode, Long> other) {
        Map<ReasonCode, Long> sum = new EnumMap<>(ReasonCode.class);
        sum.putAll(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }
}
