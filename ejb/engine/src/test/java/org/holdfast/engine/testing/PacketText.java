package org.holdfast.engine.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The notation in which tests write packets: bytes as on the connection, with lengths left to the machine.
 *
 * <pre>
 *   30 003c     bytes in hexadecimal
 *   ..          the Remaining Length of what follows
 *   'text'      the bytes of the text in UTF-8
 *   s'text'     a UTF-8 Encoded String: two bytes of length, then the text
 *   &#64;           the Protocol Name and Version, as CONNECT has them
 *   [ ... ]     a property section: its length, then what is inside; left out before MQTT 5.0
 *   { ... }     only in MQTT 5.0
 *   __          any byte (in expectations)
 *   // ...      a comment up to the end of the line
 * </pre>
 *
 * <p>So {@code "10 .. @ 02 003c [] s'a'"} is a CONNECT of client {@code a} in each version.
 */
public final class PacketText {
    private static final int ANY = -1;

    private final Protocol protocol;
    private final String text;
    private int at;

    private PacketText(Protocol protocol, String text) {
        this.protocol = protocol;
        this.text = text;
    }

    /** The bytes of a packet. */
    public static byte[] bytes(Protocol protocol, String text) {
        int[] values = new PacketText(protocol, text).packet();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            if (values[i] == ANY) {
                throw new IllegalArgumentException("__ is for expectations only: " + text);
            }
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Whether the packet is as the text says. */
    public static boolean matches(Protocol protocol, String text, byte[] packet) {
        int[] expected = new PacketText(protocol, text).packet();
        return expected.length == packet.length
                && IntStream.range(0, packet.length)
                        .allMatch(i -> expected[i] == ANY || expected[i] == Byte.toUnsignedInt(packet[i]));
    }

    /** Bytes for a failure's message: in hexadecimal, and as text where they are. */
    public static String show(byte[] packet) {
        byte[] head = Arrays.copyOf(packet, Math.min(packet.length, 120));
        String printable = new String(head, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        return HexFormat.ofDelimiter(" ").formatHex(head) + (head.length < packet.length ? " ..." : "") + "  "
                + printable;
    }

    private int[] packet() {
        int[] bytes = section('\0');
        if (at < text.length()) {
            throw new IllegalArgumentException("stops at " + text.substring(at));
        }
        return bytes;
    }

    private int[] section(char end) {
        int[] out = new int[0];
        int afterLength = -1;
        while (at < text.length() && text.charAt(at) != end) {
            if (text.startsWith("..", at)) {
                at += 2;
                afterLength = out.length;
            } else {
                out = concat(out, next());
            }
        }
        at++;
        return afterLength < 0
                ? out
                : concat(Arrays.copyOf(out, afterLength), withLength(Arrays.copyOfRange(out, afterLength, out.length)));
    }

    private int[] next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            return new int[0];
        }
        return switch (c) {
            case '/' -> comment();
            case '\'' -> quoted();
            case 's' -> string();
            case '@' -> protocolNameAndVersion();
            case '[' -> properties();
            case '{' -> onlyInMqtt5();
            default -> hexadecimal();
        };
    }

    private int[] comment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        return new int[0];
    }

    private int[] quoted() {
        int end = text.indexOf('\'', at + 1);
        int[] bytes = utf8(text.substring(at + 1, end));
        at = end + 1;
        return bytes;
    }

    private int[] string() {
        at++;
        return withTwoByteLength(quoted());
    }

    private int[] protocolNameAndVersion() {
        at++;
        return concat(withTwoByteLength(utf8(protocol.protocolName())), new int[] {protocol.level()});
    }

    private int[] properties() {
        at++;
        int[] inside = section(']');
        return protocol.hasProperties() ? withLength(inside) : new int[0];
    }

    private int[] onlyInMqtt5() {
        at++;
        int[] inside = section('}');
        return protocol.hasProperties() ? inside : new int[0];
    }

    private int[] hexadecimal() {
        String pair = text.substring(at, at + 2);
        at += 2;
        return new int[] {pair.equals("__") ? ANY : HexFormat.fromHexDigits(pair)};
    }

    private static int[] utf8(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length)
                .map(i -> Byte.toUnsignedInt(bytes[i]))
                .toArray();
    }

    private static int[] withTwoByteLength(int[] bytes) {
        return concat(new int[] {bytes.length >> 8, bytes.length & 0xff}, bytes);
    }

    /** In front of the bytes their number as a Variable Byte Integer (section 1.5.5). */
    private static int[] withLength(int[] bytes) {
        int[] length = new int[4];
        int digits = 0;
        int rest = bytes.length;
        do {
            length[digits++] = rest % 128 + (rest >= 128 ? 128 : 0);
            rest /= 128;
        } while (rest > 0);
        return concat(Arrays.copyOf(length, digits), bytes);
    }

    private static int[] concat(int[] head, int[] tail) {
        int[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
