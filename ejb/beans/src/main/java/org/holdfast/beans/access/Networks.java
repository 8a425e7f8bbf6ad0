package org.holdfast.beans.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The networks that addresses belong to, as far as they are likely to be one party. */
final class Networks {
    private static final int PREFIX_BYTES = 8;

    private Networks() {}

    /** Returns the first 64 bits of an IPv6 address, which one party has all of; any other text unchanged. */
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // a literal: no name is looked up
            return bytes.length <= PREFIX_BYTES
                    ? InetAddress.getByAddress(bytes).getHostAddress()
                    : HexFormat.of().formatHex(bytes, 0, PREFIX_BYTES) + "/64";
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
