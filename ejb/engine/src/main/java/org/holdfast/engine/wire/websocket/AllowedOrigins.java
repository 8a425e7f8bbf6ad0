package org.holdfast.engine.wire.websocket;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origins that may connect: pages in a browser (RFC 6455, section 10.2), because a broker that trusts its own machine
 * must not trust every page shown there; and the broker itself, which clients other than browsers send as their origin.
 *
 * @param listed the origins in the setting; empty: pages of this machine
 * @param ownHost the name or address that the broker listens on
 */
record AllowedOrigins(Set<String> listed, String ownHost) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[.*]");

    /**
     * Whether a client may connect.
     *
     * @param origin the field Origin of its request
     * @param host the field Host of its request, or null
     */
    boolean accept(String origin, @Nullable String host) {
        if (isBroker(origin, host)) {
            return true;
        }
        return listed.isEmpty()
                ? isOfThisMachine(origin)
                : listed.contains(WebSocketConfig.ANY_ORIGIN) || listed.stream().anyMatch(origin::equalsIgnoreCase);
    }

    /**
     * Whether host and port of the origin are those that the client connects to. The broker serves no pages there, so a
     * page with this origin came from another host, by a name that resolves to this machine now (DNS rebinding): a name
     * counts only if it is the broker's own. An address cannot be rebound.
     */
    private boolean isBroker(String origin, @Nullable String host) {
        URI uri = parse(origin);
        return uri != null
                && uri.getHost() != null
                && uri.getRawAuthority().equalsIgnoreCase(host)
                && (isThisMachine(uri.getHost())
                        || uri.getHost().equalsIgnoreCase(ownHost)
                        || IP_ADDRESS.matcher(uri.getHost()).matches());
    }

    private static boolean isOfThisMachine(String origin) {
        URI uri = parse(origin);
        return uri != null && uri.getHost() != null && isThisMachine(uri.getHost());
    }

    private static boolean isThisMachine(String host) {
        return THIS_MACHINE.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static @Nullable URI parse(String origin) {
        try {
            return URI.create(origin);
        } catch (IllegalArgumentException e) { // not an origin
            return null;
        }
    }
}
