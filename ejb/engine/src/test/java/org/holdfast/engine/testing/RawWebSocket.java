package org.holdfast.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.holdfast.engine.message.Payload;

/**
 * A WebSocket client that sends what a test writes, HTTP and frames, and does nothing by itself: it answers no Ping and no
 * Close, and sends what no client may.
 *
 * <p>Payloads are written in the notation of {@link PacketText}, without properties. What is waited for arrives within
 * {@link RawClient#PATIENCE_MILLIS} or the test fails. Belongs to the test's thread.
 */
public final class RawWebSocket extends RawConnection {
    /** The header fields of a good request, one a line. */
    public static final String GOOD_FIELDS = """
            Host: localhost
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Protocol: mqtt
            """;

    private static final int MASK = 0x37fa213d;
    private static final int FIN_BINARY = 0x82;
    private static final int CLOSE = 0x88;

    private final DataInputStream in;
    private final OutputStream out;

    private RawWebSocket(Socket socket) throws IOException {
        super(socket);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 8_192));
        this.out = socket.getOutputStream();
    }

    /** A connection on which nothing has been sent yet. */
    static RawWebSocket open(InetSocketAddress broker, int receiveBuffer) {
        Socket socket = RawClient.connect(broker, receiveBuffer);
        try {
            return new RawWebSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A frame of the broker.
     *
     * @param first its first byte: FIN, reserved bits, opcode
     */
    public record Frame(int first, Payload payload) {
        @Override
        public String toString() {
            return "%02x ".formatted(first) + PacketText.show(payload.bytes());
        }
    }

    /**
     * An answer to an HTTP request.
     *
     * @param head status line and header fields, with LF between
     */
    public record HttpAnswer(String head, String text) {
        /** The status code. */
        public int status() {
            return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 xxx".length()));
        }

        /** The value of a header field, or empty. */
        public String field(String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    // ---- the opening handshake

    /** Sends a request: its first line, its header fields one a line, and the empty line after them. */
    public RawWebSocket request(String requestLine, String fields) {
        return sendBytes(
                (requestLine + "\n" + fields + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Opens the WebSocket as a good client does. */
    public RawWebSocket upgrade() {
        request("GET /mqtt HTTP/1.1", GOOD_FIELDS);
        assertThat(receiveAnswer().status()).isEqualTo(101);
        return this;
    }

    /** The broker's answer to a request. */
    public HttpAnswer receiveAnswer() {
        StringBuilder head = new StringBuilder();
        try {
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) in.readUnsignedByte());
            }
            HttpAnswer answer = new HttpAnswer(head.toString().replace("\r\n", "\n"), "");
            String length = answer.field("Content-Length");
            byte[] text = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
            return new HttpAnswer(answer.head(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no answer, but: " + head, e);
        }
    }

    // ---- frames

    /** Sends a masked frame: its first byte in hexadecimal, and its payload, one packet after the other. */
    public RawWebSocket send(String first, String... payload) {
        return send(Integer.parseInt(first, 16), bytes(payload));
    }

    /** The bytes of packets. */
    public static byte[] bytes(String... packets) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String packet : packets) {
            all.writeBytes(PacketText.bytes(Protocol.MQTT_3_1_1, packet));
        }
        return all.toByteArray();
    }

    /** Sends a masked frame. */
    public RawWebSocket send(int first, byte[] payload) {
        return sendBytes(frame(first, payload));
    }

    /** The bytes of a masked frame. */
    public static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 0x10000) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (8 * (3 - i % 4)))));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Sends bytes in hexadecimal, as they are. */
    public RawWebSocket sendRaw(String bytes) {
        return sendBytes(PacketText.bytes(Protocol.MQTT_3_1_1, bytes));
    }

    /** Sends bytes as they are. */
    public RawWebSocket sendBytes(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The next frame of the broker, which must not be masked. */
    public Frame receive() {
        try {
            return readFrame();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing arrived within " + RawClient.PATIENCE_MILLIS + " ms", e);
        } catch (IOException e) {
            throw new AssertionError("the broker closed the connection instead of sending a frame", e);
        }
    }

    private Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int shortLength = in.readUnsignedByte();
        assertThat(shortLength).as("length of a frame that is not masked").isLessThan(0x80);
        long length = shortLength < 126 ? shortLength : shortLength == 126 ? in.readUnsignedShort() : in.readLong();
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame(first, Payload.of(payload));
    }

    /** The next frame, which must be this one. */
    public RawWebSocket expect(String first, String payload) {
        Frame frame = receive();
        assertThat("%02x".formatted(frame.first()))
                .as("first byte of %s", frame)
                .isEqualTo(first);
        if (!PacketText.matches(Protocol.MQTT_3_1_1, payload, frame.payload().bytes())) {
            throw new AssertionError("expected " + payload + "\nreceived " + frame);
        }
        return this;
    }

    /** A Close frame with this code, then the end. */
    public void expectClose(int code) {
        expect("88", "%04x".formatted(code)).expectEnd();
    }

    /** The end of the connection, with nothing before it. */
    public void expectEnd() {
        try {
            assertThat(in.read()).as("end of the connection").isNegative();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open after " + RawClient.PATIENCE_MILLIS + " ms", e);
        } catch (SocketException reset) {
            return; // is an end too
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- MQTT in frames

    /** A client on this WebSocket: what it sends at once is one frame; a Close frame is the end of what it receives. */
    public RawClient client(Protocol protocol) {
        return new RawClient(protocol, socket, new Payloads(), new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                send(FIN_BINARY, Arrays.copyOfRange(bytes, offset, offset + length));
            }
        });
    }

    /** What is in the broker's binary frames. */
    private final class Payloads extends InputStream {
        private ByteBuffer payload = ByteBuffer.allocate(0);

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (!payload.hasRemaining()) {
                Frame frame = readFrame();
                if (frame.first() == CLOSE) {
                    return -1;
                }
                assertThat(frame.first()).as("first byte of %s", frame).isEqualTo(FIN_BINARY);
                payload = ByteBuffer.wrap(frame.payload().bytes());
            }
            int now = Math.min(length, payload.remaining());
            payload.get(bytes, offset, now);
            return now;
        }
    }
}
