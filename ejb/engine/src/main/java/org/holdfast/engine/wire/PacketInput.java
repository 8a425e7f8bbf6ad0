package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.handler.Client;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.wire.codec.PacketReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the packets of one client from its bytes to the dispatcher. Owned by the connection's event loop. */
final class PacketInput {
    private static final Logger LOG = LoggerFactory.getLogger(PacketInput.class);

    private final PacketReader reader;
    private final Meter meter;
    private final Dispatcher dispatcher;
    private final Client client;
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;

    PacketInput(PacketReader reader, Meter meter, Dispatcher dispatcher, Client client) {
        this.reader = reader;
        this.meter = meter;
        this.dispatcher = dispatcher;
        this.client = client;
    }

    /**
     * Passes on the packets that are complete.
     *
     * @param goesOn asked before each packet
     * @throws MqttException when the client violates the protocol
     */
    void pass(ByteBuf in, BooleanSupplier goesOn) {
        for (ClientPacket packet; goesOn.getAsBoolean() && (packet = reader.read(in)) != null; ) {
            meter.received(packet);
            dispatcher.received(client, packet);
        }
    }

    /** Keeps a copy of the bytes that the client had sent before the end of its stream. */
    void ended(ByteBuf unread) {
        rest = Unpooled.copiedBuffer(unread);
    }

    /** Passes on what was kept, even if reading was paused: maybe a DISCONNECT. Then the client has gone. */
    void passRest() {
        try {
            pass(rest, client::isOpen);
        } catch (MqttException e) {
            LOG.debug("A client disconnected after an invalid packet: {}", e.explanation());
        } finally {
            dispatcher.closed(client);
        }
    }
}
