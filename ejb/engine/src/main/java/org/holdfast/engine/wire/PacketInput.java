package org.holdfast.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.handler.Client;
import org.holdfast.engine.handler.Dispatcher;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.ClientPacket;
import org.holdfast.engine.wire.codec.PacketReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the packets of one client from its bytes to the dispatcher. Owned by the connection's event loop. */
final class PacketInput {
    private static final Logger LOG = LoggerFactory.getLogger(PacketInput.class);

    private static final String TOO_SLOW =
            "the broker's memory for incomplete packets is used up, and this one took the longest to arrive";

    private final PacketReader reader;
    private final Meter meter;
    private final PartialPackets partialPackets;
    private final Runnable close;
    private final Dispatcher dispatcher;
    private final Client client;
    private ByteBuf rest = Unpooled.EMPTY_BUFFER;
    private boolean isLarge;

    /**
     * Reads nothing yet.
     *
     * @param close closes the connection at once
     */
    PacketInput(PacketReader reader, NettyEventLoop loop, Dispatcher dispatcher, Client client, Runnable close) {
        this.reader = reader;
        this.meter = loop.meter();
        this.partialPackets = loop.partialPackets();
        this.close = close;
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
        partial(passComplete(in, goesOn) ? 0 : in.readableBytes());
    }

    /** Passes on the packets that are complete; returns false when the next one is not. */
    private boolean passComplete(ByteBuf in, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            ClientPacket packet = reader.read(in);
            if (packet == null) {
                return false;
            }
            meter.received(packet);
            dispatcher.received(client, packet);
        }
        return true;
    }

    /** Notes how many bytes of an incomplete packet have arrived. */
    private void partial(int size) {
        if (isLarge || size >= PartialPackets.SMALLEST) {
            isLarge = size >= PartialPackets.SMALLEST;
            partialPackets.update(this, size);
        }
    }

    /** The incomplete packet takes memory that others need. */
    void giveUp() {
        isLarge = false;
        dispatcher.failed(client, new MqttException(ReasonCode.QUOTA_EXCEEDED, TOO_SLOW));
        close.run();
    }

    /** Called when the connection is closed. */
    void release() {
        partial(0);
    }

    /** Keeps a copy of the bytes that the client had sent before the end of its stream. */
    void ended(ByteBuf unread) {
        rest = Unpooled.copiedBuffer(unread);
    }

    /** Passes on what was kept, even if reading was paused: maybe a DISCONNECT. Then the client has gone. */
    void passRest() {
        try {
            passComplete(rest, client::isOpen);
        } catch (MqttException e) {
            LOG.debug("A client disconnected after an invalid packet: {}", e.explanation());
        } finally {
            dispatcher.closed(client);
        }
    }
}
