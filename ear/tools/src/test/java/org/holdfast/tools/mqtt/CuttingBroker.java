package org.holdfast.tools.mqtt;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.holdfast.beans.transfer.BadMessageException;

/**
 * A broker of MQTT 3.1.1 that does not send all of its retained messages, as brokers do whose queues have a limit. One client; it
 * takes any acknowledgement for granted.
 */
final class CuttingBroker implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Map<String, Integer> qosOfTopics = new TreeMap<>();
    private final IntUnaryOperator limit;
    private final Iterator<Integer> counts;
    private int subscriptions;
    private int packetId;

    /**
     * Listens, with one client to come.
     *
     * @param messages how many topics it keeps
     * @param limit how many of them it sends for the nth subscription to all, from 0 on, of which only the first is not at QoS 0
     * @param counts what it says of their number, when it is asked and then with each PINGREQ; empty: nothing
     */
    CuttingBroker(int messages, IntUnaryOperator limit, List<Integer> counts) throws IOException {
        this.limit = limit;
        this.counts = new ArrayList<>(counts).iterator();
        for (int i = 0; i < messages; i++) {
            qosOfTopics.put("t/" + i, i % 3);
        }
        Thread thread = new Thread(this::serve, "cutting-broker");
        thread.setDaemon(true);
        thread.start();
    }

    BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", listener.getLocalPort(), false, null, null);
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = in.readNBytes(remainingLength(in));
                if (type == Packet.DISCONNECT) {
                    return;
                }
                answer(type, new PacketFields(ByteBuffer.wrap(body)), out);
            }
        } catch (EOFException | SocketException e) { // the client has gone
            return;
        } catch (IOException | BadMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            value |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0) {
                return value;
            }
        }
    }

    private void answer(int type, PacketFields fields, OutputStream out) throws IOException, BadMessageException {
        switch (type) {
            case Packet.CONNECT ->
                out.write(new PacketBytes().oneByte(0).oneByte(0).packet(Packet.CONNACK << 4));
            case Packet.SUBSCRIBE -> subscribe(fields, out);
            case Packet.UNSUBSCRIBE ->
                out.write(new PacketBytes().twoBytes(fields.twoBytes()).packet(Packet.UNSUBACK << 4));
            case Packet.PINGREQ -> {
                if (subscriptions < 0) {
                    sendCount(out);
                }
                out.write(new PacketBytes().packet(Packet.PINGRESP << 4));
            }
            default -> {} // an acknowledgement
        }
    }

    private void subscribe(PacketFields fields, OutputStream out) throws IOException, BadMessageException {
        PacketBytes granted = new PacketBytes().twoBytes(fields.twoBytes());
        List<String> filters = new ArrayList<>();
        int qos = 0;
        while (!fields.isAtEnd()) {
            filters.add(fields.text());
            qos = fields.oneByte();
            granted.oneByte(qos);
        }
        out.write(granted.packet(Packet.SUBACK << 4));
        for (String filter : filters) {
            send(filter, qos, out);
        }
    }

    private void send(String filter, int qos, OutputStream out) throws IOException {
        if (filter.equals("$SYS/#")) {
            subscriptions = Integer.MIN_VALUE;
            sendCount(out);
        } else if (filter.equals("#")) {
            int most = limit.applyAsInt(subscriptions++);
            for (String topic : qosOfTopics.keySet().stream().limit(most).toList()) {
                publish(topic, "payload of " + topic, qos, out);
            }
        } else if (qosOfTopics.containsKey(filter)) {
            publish(filter, "payload of " + filter, qos, out);
        }
    }

    private void sendCount(OutputStream out) throws IOException {
        if (counts.hasNext()) {
            publish("$SYS/broker/retained messages/count", Integer.toString(counts.next()), 0, out);
        }
    }

    private void publish(String topic, String payload, int granted, OutputStream out) throws IOException {
        int qos = Math.min(granted, qosOfTopics.getOrDefault(topic, 0));
        PacketBytes publish = new PacketBytes().text(topic);
        if (qos > 0) {
            packetId = packetId % 0xFFFF + 1;
            publish.twoBytes(packetId);
        }
        publish.bytes(payload.getBytes(StandardCharsets.UTF_8));
        out.write(publish.packet(Packet.PUBLISH << 4 | qos << 1 | 1));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
