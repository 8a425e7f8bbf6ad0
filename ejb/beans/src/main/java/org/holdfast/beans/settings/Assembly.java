package org.holdfast.beans.settings;

import static org.holdfast.beans.settings.Key.*;
import static org.holdfast.beans.settings.Key.MQTT_MAX_KEEP_ALIVE;
import static org.holdfast.beans.settings.Key.MQTT_MAX_QOS;
import static org.holdfast.beans.settings.Key.MQTT_REDIRECT;
import static org.holdfast.beans.settings.Key.MQTT_RESPONSE_TOPIC_PREFIX;
import static org.holdfast.beans.settings.Key.MQTT_RETAIN_AVAILABLE;
import static org.holdfast.beans.settings.Key.MQTT_SERVER_REFERENCE;
import static org.holdfast.beans.settings.Key.MQTT_SHARED_SUBSCRIPTIONS;
import static org.holdfast.beans.settings.Key.MQTT_SUBSCRIPTION_IDENTIFIERS;
import static org.holdfast.beans.settings.Key.MQTT_WILDCARD_SUBSCRIPTIONS;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.beans.network.Network;
import org.holdfast.beans.network.RequestRules;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedLifetime;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/**
 * Builds typed records from allowed values.
 *
 * @param values the values
 * @param users the users
 */
record Assembly(Values values, UserSettings users) {
    private static final String THIS_MACHINE = "127.0.0.1";
    private static final String ALL_ADDRESSES = "0.0.0.0";
    private static final String NONE = "none";
    private static final String OFF = "off";

    Settings settings() {
        return new Settings(
                broker(),
                store(),
                new AccessSettings(users.passwords(), isAnonymousAllowed()),
                values.milliseconds(RETAINED_FLUSH_INTERVAL),
                console(),
                effective());
    }

    private ConsoleSettings console() {
        return new ConsoleSettings(
                values.textOrNull(CONSOLE_ADMIN_PASSWORD),
                new RequestRules(
                        values.isSet(CONSOLE_HOSTS)
                                ? Set.of(values.text(CONSOLE_HOSTS).split(" *, *"))
                                : Set.of(),
                        Network.list(values.text(CONSOLE_TRUSTED_PROXIES)),
                        values.integer(CONSOLE_MAX_REQUEST_SIZE)),
                values.textOrNull(LOG_LEVEL));
    }

    private BrokerConfig broker() {
        return new BrokerConfig(
                listener(),
                webSocket(),
                connect(),
                commits(),
                retained(),
                session(),
                Duration.ofSeconds(values.number(SYS_INTERVAL)));
    }

    private ListenerConfig listener() {
        return new ListenerConfig(
                host(),
                values.integer(MQTT_PORT),
                new PacketLimits(
                        values.integer(MQTT_MAX_PACKET_SIZE),
                        values.integer(MQTT_MAX_CONNECT_SIZE),
                        values.integer(MQTT_MAX_FILTERS),
                        values.integer(MQTT_MAX_TOPIC_LEVELS)),
                values.integer(MQTT_MAX_CONNECTIONS),
                values.milliseconds(MQTT_CONNECT_TIMEOUT),
                ListenerConfig.DEFAULT.eventLoops(),
                maximumMemory() / 2);
    }

    private @Nullable WebSocketConfig webSocket() {
        return values.text(WEBSOCKET_PORT).equals(OFF)
                ? null
                : new WebSocketConfig(
                        webSocketHost(), values.integer(WEBSOCKET_PORT), values.text(WEBSOCKET_PATH), allowedOrigins());
    }

    /** Returns the allowed origins. Any page opened in a browser here could do what anonymous clients may do. */
    private Set<String> allowedOrigins() {
        String origins = values.textOrNull(WEBSOCKET_ALLOWED_ORIGINS);
        if (origins == null) {
            return isAnonymousAllowed() ? Set.of() : Set.of(WebSocketConfig.ANY_ORIGIN);
        }
        return Set.of(origins.split(" *, *"));
    }

    private String host() {
        return bindable(values.textOrNull(MQTT_HOST));
    }

    private String webSocketHost() {
        String host = values.textOrNull(WEBSOCKET_HOST);
        return host == null ? host() : bindable(host);
    }

    /** Returns the address to bind: a loopback address if there are no users, whatever the setting says. */
    private String bindable(@Nullable String host) {
        if (users.isEmpty()) {
            return host != null && isLoopback(host) ? host : THIS_MACHINE;
        }
        return host == null ? ALL_ADDRESSES : host;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private ConnectConfig connect() {
        Capabilities capabilities = new Capabilities(
                QoS.of(values.integer(MQTT_MAX_QOS)),
                values.truth(MQTT_RETAIN_AVAILABLE),
                values.truth(MQTT_WILDCARD_SUBSCRIPTIONS),
                values.truth(MQTT_SUBSCRIPTION_IDENTIFIERS),
                values.truth(MQTT_SHARED_SUBSCRIPTIONS));
        String prefix = values.text(MQTT_RESPONSE_TOPIC_PREFIX);
        return new ConnectConfig(
                capabilities, values.integer(MQTT_MAX_KEEP_ALIVE), prefix.equals(NONE) ? null : prefix, redirection());
    }

    private @Nullable Redirection redirection() {
        String reference = values.textOrNull(MQTT_SERVER_REFERENCE);
        return switch (values.text(MQTT_REDIRECT)) {
            case "use-another-server" -> new Redirection(ReasonCode.USE_ANOTHER_SERVER, reference);
            case "server-moved" -> new Redirection(ReasonCode.SERVER_MOVED, reference);
            default -> null;
        };
    }

    private CommitConfig commits() {
        return new CommitConfig(
                values.integer(SQLITE_FLUSH_MEM_THRESHOLD),
                values.milliseconds(SQLITE_RESEND_INTERVAL),
                values.integer(RETAINED_MAX_WAITING_TOPICS),
                values.number(RETAINED_MAX_WAITING_BYTES));
    }

    private RetainedConfig retained() {
        return new RetainedConfig(
                Acknowledge.valueOf(values.text(RETAINED_ACKNOWLEDGE).toUpperCase(Locale.ROOT)),
                values.milliseconds(RETAINED_ACKNOWLEDGE_TIMEOUT),
                values.integer(NODE),
                retainedLimits(),
                new RetainedLifetime(
                        Duration.ofSeconds(values.number(RETAINED_DEFAULT_EXPIRY)),
                        Duration.ofSeconds(values.number(RETAINED_MAX_EXPIRY))));
    }

    private RetainedLimits retainedLimits() {
        return new RetainedLimits(
                values.number(RETAINED_MAX_MESSAGES),
                values.integer(RETAINED_MAX_PAYLOAD_SIZE),
                values.isSet(RETAINED_MAX_BYTES)
                        ? values.number(RETAINED_MAX_BYTES)
                        : RetainedLimits.DEFAULT.maximumBytes(),
                values.integer(RETAINED_MAX_TOPIC_LEVELS),
                WhenFull.valueOf(values.text(RETAINED_WHEN_FULL).toUpperCase(Locale.ROOT)));
    }

    private SessionConfig session() {
        return new SessionConfig(
                Duration.ofSeconds(values.number(SESSION_MAX_EXPIRY)),
                values.integer(SESSION_MAX_QUEUED_MESSAGES),
                values.number(SESSION_MAX_QUEUED_BYTES),
                values.integer(SESSION_RECEIVE_MAXIMUM),
                values.integer(SESSION_MAX_INFLIGHT),
                values.integer(SESSION_TOPIC_ALIAS_MAXIMUM),
                values.milliseconds(SESSION_RESEND_INTERVAL),
                values.truth(SESSION_DURABLE),
                Duration.ofSeconds(values.number(SESSION_MAX_QUEUED_AGE)),
                values.integer(SESSION_MAX_SUBSCRIPTIONS),
                values.integer(SESSION_MAX_SESSIONS),
                maximumMemory(),
                values.truth(SESSION_SHARED_BY_USERS));
    }

    private long maximumMemory() {
        return values.isSet(MEMORY_MAX_BYTES) ? values.number(MEMORY_MAX_BYTES) : SessionConfig.DEFAULT.maximumMemory();
    }

    private StoreSettings store() {
        return new StoreSettings(
                values.textOrNull(DATASOURCE_JNDI),
                databaseUrl(),
                values.textOrNull(DATASOURCE_USER),
                values.textOrNull(DATASOURCE_PASSWORD),
                values.integer(SQLITE_DISK_CACHE_SIZE),
                values.text(SQLITE_SYNCHRONOUS),
                values.text(DATASOURCE_STANDBY).equals("wait"));
    }

    private String databaseUrl() {
        String jndiName = values.textOrNull(DATASOURCE_JNDI);
        if (jndiName != null) {
            return StoreSettings.UNSEEN + jndiName;
        }
        String url = values.textOrNull(DATASOURCE_URL);
        return url != null ? url : "jdbc:sqlite:" + Path.of(values.text(SQLITE_MOUNTED_FILE_PATH), "holdfast.db");
    }

    private boolean isAnonymousAllowed() {
        String allowed = values.textOrNull(ACCESS_ALLOW_ANONYMOUS);
        return allowed == null ? users.isEmpty() : Boolean.parseBoolean(allowed);
    }

    private List<EffectiveSetting> effective() {
        List<EffectiveSetting> all = new ArrayList<>();
        for (Key key : Key.values()) {
            if (key != ACCESS_USERS) {
                all.add(new EffectiveSetting(key.keyName(), shown(key), values.origin(key)));
            }
        }
        all.addAll(users.effective());
        return List.copyOf(all);
    }

    private String shown(Key key) {
        @Nullable
        String computed =
                switch (key) {
                    case MQTT_HOST -> host();
                    case WEBSOCKET_HOST -> webSocketHost();
                    case WEBSOCKET_ALLOWED_ORIGINS -> origins();
                    case DATASOURCE_URL ->
                        values.isSet(DATASOURCE_JNDI) ? "determined by the data source" : store().location();
                    case RETAINED_MAX_BYTES -> Long.toString(retainedLimits().maximumBytes());
                    case MEMORY_MAX_BYTES -> Long.toString(maximumMemory());
                    case ACCESS_ALLOW_ANONYMOUS -> Boolean.toString(isAnonymousAllowed());
                    case DATASOURCE_PASSWORD, CONSOLE_ADMIN_PASSWORD ->
                        values.isSet(key) ? EffectiveSetting.MASK : null;
                    default -> null;
                };
        return computed == null ? values.text(key) : computed;
    }

    private String origins() {
        Set<String> origins = allowedOrigins();
        return origins.isEmpty() ? "pages of this machine" : String.join(", ", new TreeSet<>(origins));
    }
}
