package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Publish;

/**
 * Counts the traffic of the connections of one event loop: bytes as they pass it in the pipeline, packets by its
 * methods. Only that loop counts, so that counting is an ordinary write; any thread reads.
 */
@ChannelHandler.Sharable
final class Meter extends ChannelDuplexHandler {
    /** The number of unused entries on both sides of those in use: no other loop writes to the same cache line. */
    private static final int PADDING = 8;

    private static final int OTHERS_RECEIVED = PADDING;
    private static final int BYTES_RECEIVED = PADDING + 1;
    private static final int OTHERS_SENT = PADDING + 2;
    private static final int BYTES_SENT = PADDING + 3;

    /** Four numbers for each QoS. */
    private static final int OF_QOS = PADDING + 4;

    private static final int EACH_QOS = 4;
    private static final int RECEIVED = 0;
    private static final int PAYLOAD_RECEIVED = 1;
    private static final int SENT = 2;
    private static final int PAYLOAD_SENT = 3;

    private final Map<ReasonCode, Long> refusals = new ConcurrentHashMap<>();

    private final AtomicLongArray counts = new AtomicLongArray(OF_QOS + 3 * EACH_QOS + PADDING);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            add(BYTES_RECEIVED, bytes.readableBytes());
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            add(BYTES_SENT, bytes.readableBytes());
        }
        ctx.write(message, promise);
    }

    /** Counts a received packet. */
    void received(ClientPacket packet) {
        if (packet instanceof Publish publish) {
            int of = of(publish.qos());
            add(of + RECEIVED, 1);
            add(of + PAYLOAD_RECEIVED, publish.payload().length());
        } else {
            add(OTHERS_RECEIVED, 1);
        }
    }

    void publishSent(QoS qos, int payloadLength) {
        int of = of(qos);
        add(of + SENT, 1);
        add(of + PAYLOAD_SENT, payloadLength);
    }

    /** Counts any other sent packet. */
    void otherSent() {
        add(OTHERS_SENT, 1);
    }

    /** Counts a CONNECT that was refused, with one of {@link ConnAck#REFUSALS}. */
    void refused(ReasonCode reason) {
        refusals.merge(reason, 1L, Long::sum);
    }

    private static int of(QoS qos) {
        return OF_QOS + EACH_QOS * qos.value();
    }

    private void add(int index, long amount) {
        counts.setRelease(index, counts.getPlain(index) + amount);
    }

    TrafficStatus status() {
        List<QosTraffic> published =
                List.of(status(QoS.AT_MOST_ONCE), status(QoS.AT_LEAST_ONCE), status(QoS.EXACTLY_ONCE));
        long publishesReceived =
                published.stream().mapToLong(QosTraffic::messagesReceived).sum();
        long publishesSent =
                published.stream().mapToLong(QosTraffic::messagesSent).sum();
        return new TrafficStatus(
                publishesReceived + counts.get(OTHERS_RECEIVED),
                publishesReceived,
                counts.get(BYTES_RECEIVED),
                publishesSent + counts.get(OTHERS_SENT),
                publishesSent,
                counts.get(BYTES_SENT),
                published,
                refusedConnects());
    }

    private Map<ReasonCode, Long> refusedConnects() {
        Map<ReasonCode, Long> refused = new EnumMap<>(ReasonCode.class);
        ConnAck.REFUSALS.forEach(reason -> refused.put(reason, refusals.getOrDefault(reason, 0L)));
        return refused;
    }

    private QosTraffic status(QoS qos) {
        int of = of(qos);
        return new QosTraffic(
                counts.get(of + RECEIVED),
                counts.get(of + PAYLOAD_RECEIVED),
                counts.get(of + SENT),
                counts.get(of + PAYLOAD_SENT));
    }
}
