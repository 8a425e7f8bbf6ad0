package org.holdfast.adapter.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a broker and the credentials for it. Immutable.
 *
 * @param uri {@code mqtt://host:port} or {@code mqtts://host:port}; null for the broker in this JVM
 * @param isMqtt5 whether to use MQTT 5.0, and not 3.1.1; for the broker in this JVM it only decides whether requests are allowed
 * @param userName null for none
 * @param password null for none
 */
public record ServerConfig(
        @Nullable URI uri,
        boolean isMqtt5,
        @Nullable String userName,
        @Nullable String password) {
    private static final int PORT = 1_883;
    private static final int TLS_PORT = 8_883;

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException with a message that begins with the name of the property
     */
    public static ServerConfig of(
            @Nullable String serverUri,
            @Nullable String mqttVersion,
            @Nullable String userName,
            @Nullable String password) {
        String uri = Setting.orNull(serverUri);
        return new ServerConfig(
                uri == null ? null : uri(uri),
                version(mqttVersion),
                Setting.orNull(userName),
                Setting.orNull(password));
    }

    private static boolean version(@Nullable String version) {
        if (version == null || version.equals("5") || version.equals("5.0")) {
            return true;
        }
        if (version.equals("3.1.1")) {
            return false;
        }
        throw new IllegalArgumentException("mqttVersion must be 5 or 3.1.1, not " + version);
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean tls = scheme.equals("mqtts") || scheme.equals("ssl");
            if (uri.getHost() == null || !(tls || scheme.equals("mqtt") || scheme.equals("tcp"))) {
                throw notAServer(text, null);
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS_PORT : PORT;
            return new URI(tls ? "mqtts" : "mqtt", null, uri.getHost(), port, null, null, null);
        } catch (URISyntaxException e) {
            throw notAServer(text, e);
        }
    }

    private static IllegalArgumentException notAServer(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "serverUri must be mqtt://host:port or mqtts://host:port, not " + text, cause);
    }

    /** Whether it is the broker in this JVM. */
    public boolean isLocal() {
        return uri == null;
    }

    /** Returns the display name of the broker. */
    public String display() {
        return uri == null ? "local" : uri.toString();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return display();
    }
}
