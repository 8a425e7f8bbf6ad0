package org.holdfast.tools.mqtt;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Packets to and from a broker over TCP or TLS, with reads that block. Belongs to one thread. */
final class PacketConnection implements AutoCloseable {
    /** How long a broker may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(15);
    private static final int BUFFER = 64 << 10;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int maximumBody;
    private long lastSent = System.nanoTime();

    private PacketConnection(Socket socket, int maximumBody) throws IOException {
        this.socket = socket;
        this.maximumBody = maximumBody;
        in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /**
     * Opens the network connection, without a CONNECT.
     *
     * @param maximumBody the maximum length of a packet that is kept, in bytes
     */
    static PacketConnection open(BrokerAddress address, int maximumBody) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) CONNECT_LIMIT.toMillis());
            socket.setTcpNoDelay(true);
            return new PacketConnection(address.isTls() ? withTls(socket, address) : socket, maximumBody);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Starts TLS. The certificate must be one that this Java trusts, and for this host. */
    private static Socket withTls(Socket socket, BrokerAddress address) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.setSoTimeout((int) CONNECT_LIMIT.toMillis());
        tls.startHandshake();
        return tls;
    }

    /** Sends a packet with the next {@link #flush}, or when the buffer is full. */
    void send(byte[] packet) throws IOException {
        out.write(packet);
        lastSent = System.nanoTime();
    }

    /** Sends the buffered packets. */
    void flush() throws IOException {
        out.flush();
    }

    /** Returns how long ago the last packet was sent. */
    Duration sinceLastSent() {
        return Duration.ofNanos(System.nanoTime() - lastSent);
    }

    /** Whether the broker has sent something that can be read without waiting. */
    boolean hasNext() throws IOException {
        return in.available() > 0;
    }

    /** Returns the next packet, or null when none has begun to arrive in that time. */
    @Nullable
    Packet next(Duration limit) throws IOException {
        if (!hasNext()) {
            flush();
        }
        int firstByte = firstByte(limit);
        if (firstByte < 0) {
            return null;
        }
        socket.setSoTimeout((int) PATIENCE.toMillis());
        int length = remainingLength();
        int kept = Math.min(length, maximumBody);
        byte[] body = in.readNBytes(kept);
        if (body.length < kept) {
            throw new EOFException("the broker closed the connection in the middle of a packet");
        }
        in.skipNBytes(length - kept);
        return new Packet(firstByte, ByteBuffer.wrap(body), kept < length);
    }

    private int firstByte(Duration limit) throws IOException {
        long milliseconds = Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(limit.toNanos())));
        socket.setSoTimeout((int) milliseconds);
        int read;
        try {
            read = in.read();
        } catch (SocketTimeoutException e) {
            return -1;
        }
        if (read < 0) {
            throw new EOFException("the broker closed the connection");
        }
        return read;
    }

    private int remainingLength() throws IOException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = in.read();
            if (digit < 0) {
                throw new EOFException("the broker closed the connection in the middle of a packet");
            }
            value |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0) {
                return value;
            }
        }
        throw new IOException("the broker sent something that is not MQTT");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
