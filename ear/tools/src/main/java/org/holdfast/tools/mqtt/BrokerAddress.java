package org.holdfast.tools.mqtt;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.holdfast.beans.transfer.TransferException;
import org.jspecify.annotations.Nullable;

/**
 * The address of a broker, and the credentials for it.
 *
 * @param host a name or an IP address
 * @param port the TCP port
 * @param isTls whether to use TLS
 * @param user the User Name, or null
 * @param password the Password, or null
 */
public record BrokerAddress(
        String host,
        int port,
        boolean isTls,
        @Nullable String user,
        @Nullable String password) {
    private static final String FORM =
            "the address of a broker must have the form mqtt[s]://[user[:password]@]host[:port]";

    /**
     * Reads an address such as {@code mqtt://user:password@host:1883}; user and password may have {@code %40} for an @.
     *
     * @throws TransferException if it has another form
     */
    public static BrokerAddress parse(String text) {
        URI uri = uri(text);
        boolean isTls = "mqtts".equals(uri.getScheme());
        if ((!isTls && !"mqtt".equals(uri.getScheme())) || !isAddressOnly(uri)) {
            throw new TransferException(FORM + ".");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : isTls ? 8883 : 1883;
        String who = uri.getRawUserInfo();
        if (who == null) {
            return new BrokerAddress(host(uri), port, isTls, null, null);
        }
        int colon = who.indexOf(':');
        return colon < 0
                ? new BrokerAddress(host(uri), port, isTls, decoded(who), null)
                : new BrokerAddress(
                        host(uri), port, isTls, decoded(who.substring(0, colon)), decoded(who.substring(colon + 1)));
    }

    /** Returns the address with this password. */
    public BrokerAddress withPassword(String other) {
        return new BrokerAddress(host, port, isTls, user, other);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TransferException(FORM + ": " + e.getReason() + ".", e); // the address itself may have a password
        }
    }

    private static boolean isAddressOnly(URI uri) {
        return uri.getHost() != null
                && uri.getPort() <= 65_535
                && withoutSlash(uri.getRawPath()).isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static String withoutSlash(@Nullable String path) {
        return path == null || path.equals("/") ? "" : path;
    }

    /** Returns the host, without the brackets that IPv6 addresses have in a URI. */
    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The address without the password. */
    @Override
    public String toString() {
        return (isTls ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
}
