package org.holdfast.engine.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts what a broker sends into packets. Belongs to the test's thread, which it blocks as long as the socket says. */
final class PacketInput {
    private final Protocol protocol;
    private final DataInputStream in;

    PacketInput(Protocol protocol, InputStream socket) {
        this.protocol = protocol;
        this.in = new DataInputStream(new BufferedInputStream(socket, 8_192));
    }

    /** The next packet; fails when the connection ends instead, or nothing comes in time. */
    ReceivedPacket next() {
        try {
            return packet(in.readUnsignedByte());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing arrived within " + RawClient.PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            throw new AssertionError("the broker closed the connection instead of sending a packet", e);
        }
    }

    /** All packets up to the end of the connection; fails when that does not come in time. */
    List<ReceivedPacket> rest() {
        List<ReceivedPacket> packets = new ArrayList<>();
        try {
            for (int first = in.read(); first >= 0; first = in.read()) {
                packets.add(packet(first));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError(
                    "the connection is still open after " + RawClient.PATIENCE_MILLIS + " ms, received " + packets, e);
        } catch (SocketException | EOFException e) {
            return packets; // a reset is an end too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packets;
    }

    private ReceivedPacket packet(int first) throws IOException {
        byte[] header = {(byte) first, 0, 0, 0, 0};
        int headerLength = 1;
        int remaining = 0;
        do {
            header[headerLength] = in.readByte();
            remaining |= (header[headerLength] & 0x7f) << (7 * (headerLength - 1));
        } while (header[headerLength++] < 0);
        byte[] bytes = Arrays.copyOf(header, headerLength + remaining);
        in.readFully(bytes, headerLength, remaining);
        return new ReceivedPacket(protocol, bytes, headerLength);
    }
}
