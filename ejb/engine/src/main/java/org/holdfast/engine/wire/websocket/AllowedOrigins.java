package org.holdfast.engine.wire.websocket;

import java.net.URI;
import java.util.Set;

/**
 * The pages that a browser may connect from (RFC 6455, section 10.2): a broker that trusts its own machine must not trust
 * whatever is shown there.
 */
record AllowedOrigins(Set<String> listed) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    boolean accept(String origin) {
        if (listed.isEmpty()) {
            return isOfThisMachine(origin);
        }
        return listed.contains(WebSocketConfig.ANY_ORIGIN) || listed.stream().anyMatch(origin::equalsIgnoreCase);
    }

    private static boolean isOfThisMachine(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && THIS_MACHINE.stream().anyMatch(host::equalsIgnoreCase);
        } catch (IllegalArgumentException e) {
            return false; // no origin of a browser
        }
    }
}
