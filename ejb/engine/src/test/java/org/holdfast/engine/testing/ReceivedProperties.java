package org.holdfast.engine.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The properties of a packet that the broker sent, in its order.
 *
 * @param all each with its identifier and the bytes of its value
 */
public record ReceivedProperties(List<Property> all) {
    private static final int SUBSCRIPTION_IDENTIFIER = 0x0B;

    /**
     * One property.
     *
     * @param id the Property Identifier
     * @param value its encoded value, in hexadecimal
     */
    public record Property(int id, String value) {
        @Override
        public String toString() {
            return HexFormat.of().toHexDigits((byte) id) + "=" + value;
        }
    }

    /** Reads a property section up to its end. */
    static ReceivedProperties read(ByteBuffer packet) {
        int length = (int) variableByteInteger(packet);
        int end = packet.position() + length;
        List<Property> all = new ArrayList<>();
        while (packet.position() < end) {
            int id = packet.get();
            byte[] value = new byte[valueLength(id, packet)];
            packet.get(value);
            all.add(new Property(id, HexFormat.of().formatHex(value)));
        }
        if (packet.position() != end) {
            throw new AssertionError("properties do not end where their length says: " + all);
        }
        return new ReceivedProperties(List.copyOf(all));
    }

    private static int valueLength(int id, ByteBuffer at) {
        return switch (id) {
            case 0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2A -> 1;
            case 0x13, 0x21, 0x22, 0x23 -> 2;
            case 0x02, 0x11, 0x18, 0x27 -> 4;
            case 0x0B -> variableByteIntegerLength(at);
            case 0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> stringLength(at, at.position());
            case 0x26 -> {
                int name = stringLength(at, at.position());
                yield name + stringLength(at, at.position() + name);
            }
            default -> throw new AssertionError("no such property: " + id);
        };
    }

    private static int stringLength(ByteBuffer packet, int position) {
        return 2 + Short.toUnsignedInt(packet.getShort(position));
    }

    private static int variableByteIntegerLength(ByteBuffer packet) {
        int length = 1;
        while (packet.get(packet.position() + length - 1) < 0) {
            length++;
        }
        return length;
    }

    static long variableByteInteger(ByteBuffer packet) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte digit = packet.get();
            value |= (digit & 0x7fL) << shift;
            if (digit >= 0) {
                return value;
            }
        }
    }

    /** Whether there is such a property. */
    public boolean has(int id) {
        return all.stream().anyMatch(property -> property.id() == id);
    }

    /** The one property with the identifier, as an unsigned number; fails when there is none, or more than one. */
    public long number(int id) {
        List<Long> numbers = numbers(id);
        if (numbers.size() != 1) {
            throw new AssertionError("expected one property " + Integer.toHexString(id) + " in " + all);
        }
        return numbers.get(0);
    }

    /** All properties with the identifier, as unsigned numbers. */
    public List<Long> numbers(int id) {
        return hex(id).stream()
                .map(value -> HexFormat.of().parseHex(value))
                .map(value -> id == SUBSCRIPTION_IDENTIFIER
                        ? variableByteInteger(ByteBuffer.wrap(value))
                        : new BigInteger(1, value).longValue())
                .toList();
    }

    /** The text of the first property with the identifier; fails when there is none. */
    public String text(int id) {
        String first = hex(id).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no property " + Integer.toHexString(id) + " in " + all));
        byte[] value = HexFormat.of().parseHex(first);
        return new String(value, 2, value.length - 2, StandardCharsets.UTF_8);
    }

    /** The properties with the identifier, each value as on the connection, in hexadecimal. */
    public List<String> hex(int id) {
        return all.stream()
                .filter(property -> property.id() == id)
                .map(Property::value)
                .toList();
    }
}
