package org.holdfast.beans.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for HTTP requests to the console. Immutable.
 *
 * @param hosts the names by which the console may be reached, {@code *} for any; empty: the name of this machine. Addresses and
 *     names without a dot are always accepted: nobody can point those to this machine from outside (DNS rebinding)
 * @param trustedProxies the proxies that are believed when they say whom they send a request for
 * @param maximumSize the largest body in bytes, but for imports, which are read piece by piece
 */
public record RequestRules(Set<String> hosts, List<Network> trustedProxies, int maximumSize) {
    /** The rules while the broker is not running. */
    public static final RequestRules DEFAULT = new RequestRules(Set.of(), List.of(), 1 << 16);

    private static final String ANY = "*";
    private static final String LOCALHOST = ".localhost";

    /**
     * Whether the console may be reached by this name.
     *
     * @param host the field Host of the request (RFC 9110, section 7.2), or null
     */
    public boolean accept(@Nullable String host) {
        if (hosts.contains(ANY)) {
            return true;
        }
        if (host == null || host.isEmpty()) {
            return false;
        }
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        return name.startsWith("[")
                || Network.isAddress(name)
                || name.indexOf('.') < 0
                || name.endsWith(LOCALHOST)
                || (hosts.isEmpty() ? name.equalsIgnoreCase(ThisMachine.NAME) : isListed(name));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }

    private boolean isListed(String name) {
        return hosts.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Whether this address is that of a proxy which is believed. */
    public boolean trust(String address) {
        return trustedProxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    /**
     * Returns the address of the client: the last one that is not a trusted proxy. What is before it in the list, the client can
     * have written itself.
     *
     * @param peer the address that the connection comes from
     * @param forwardedFor the field X-Forwarded-For, or null
     */
    public String client(String peer, @Nullable String forwardedFor) {
        String client = peer;
        String[] path = forwardedFor == null ? new String[0] : forwardedFor.split(",");
        for (int i = path.length - 1; i >= 0 && trust(client); i--) {
            String before = path[i].strip();
            if (!Network.isAddress(before)) {
                break;
            }
            client = before;
        }
        return client;
    }

    /** Looked up when it is first needed. */
    private static final class ThisMachine {
        static final String NAME = name();

        private static String name() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) { // then it is reached by its address, or by a name in the setting
                return "localhost";
            }
        }
    }
}
