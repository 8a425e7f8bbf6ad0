package org.holdfast.beans.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An IP network in CIDR notation (RFC 4632, RFC 4291), or a single address. Immutable. */
public final class Network {
    private static final int BYTES_OF_PARTY = 8;
    private static final Pattern IPV4 = Pattern.compile("%1$s(\\.%1$s){3}".formatted("(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));

    private final String text;
    private final byte[] address;
    private final int bits;

    private Network(String text, byte[] address, int bits) {
        this.text = text;
        this.address = address;
        this.bits = bits;
    }

    /**
     * Reads networks and addresses that are separated by commas; {@code none}: there are none.
     *
     * @throws IllegalArgumentException if one is not an address or a network
     */
    public static List<Network> list(String text) {
        return text.equals("none")
                ? List.of()
                : Arrays.stream(text.split(" *, *", -1)).map(Network::parse).toList();
    }

    private static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(text + " is not an IP address or a network");
        }
        int all = address.length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(text + " has a prefix that is longer than its address");
        }
        return new Network(text, address, bits);
    }

    /** Whether an address is in this network. A text that is not an address is in none. */
    public boolean contains(String other) {
        byte[] bytes = bytes(other);
        if (bytes == null || bytes.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((bytes[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is an IP address. */
    public static boolean isAddress(String text) {
        return bytes(text) != null;
    }

    /**
     * Returns what is likely to be one party: the first 64 bits of an IPv6 address, which one party has all of; any other text
     * unchanged.
     */
    public static String ofParty(String address) {
        byte[] bytes = address.indexOf(':') < 0 ? null : bytes(address);
        if (bytes == null) {
            return address;
        }
        return bytes.length <= BYTES_OF_PARTY
                ? dotted(bytes)
                : HexFormat.of().formatHex(bytes, 0, BYTES_OF_PARTY) + "/64";
    }

    private static String dotted(byte[] bytes) {
        return "%d.%d.%d.%d".formatted(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF);
    }

    /** Returns the bytes of an address, or null when it is none; no name is looked up. IPv6 for IPv4 becomes IPv4. */
    private static byte @Nullable [] bytes(String text) {
        if (text.indexOf(':') < 0 && !IPV4.matcher(text).matches()) {
            return null;
        }
        try {
            int zone = text.indexOf('%');
            return InetAddress.getByName(zone < 0 ? text : text.substring(0, zone))
                    .getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
