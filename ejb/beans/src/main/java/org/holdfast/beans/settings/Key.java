package org.holdfast.beans.settings;

import static org.holdfast.beans.settings.Allowed.matching;
import static org.holdfast.beans.settings.Allowed.oneOf;
import static org.holdfast.beans.settings.Allowed.range;
import static org.holdfast.beans.settings.Allowed.startingWith;
import static org.holdfast.beans.settings.Allowed.text;

import java.time.Duration;
import java.util.Locale;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.commit.CommitConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.message.PacketLimits;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/** All settings; descriptions.properties says what each means. docs/operations.md shows the same table; a test keeps both equal. */
public enum Key {
    MQTT_HOST("holdfast.mqtt.host", text("a host name or an IP address"), "127.0.0.1; with users 0.0.0.0"),
    MQTT_PORT("holdfast.mqtt.port", range(0, 65_535), Default.LISTENER.port()),
    MQTT_MAX_PACKET_SIZE("holdfast.mqtt.max-packet-size", range(1_024, 268_435_460), PacketLimits.DEFAULT.size()),
    MQTT_MAX_CONNECT_SIZE(
            "holdfast.mqtt.max-connect-size", range(1_024, 268_435_460), PacketLimits.DEFAULT.connectSize()),
    MQTT_MAX_FILTERS("holdfast.mqtt.max-filters-per-packet", range(1, 1_000_000), PacketLimits.DEFAULT.filters()),
    MQTT_MAX_TOPIC_LEVELS(
            "holdfast.mqtt.max-topic-levels", range(1, TopicName.MAXIMUM_LEVELS), PacketLimits.DEFAULT.topicLevels()),
    MQTT_MAX_CONNECTIONS("holdfast.mqtt.max-connections", range(1, 10_000_000), Default.LISTENER.maximumConnections()),
    MQTT_CONNECT_TIMEOUT(
            "holdfast.mqtt.connect-timeout",
            range(100, 3_600_000),
            Default.LISTENER.connectTimeout().toMillis()),
    MQTT_MAX_KEEP_ALIVE("holdfast.mqtt.max-keep-alive", range(0, 65_535), Default.CONNECT.maximumKeepAlive()),
    MQTT_MAX_QOS(
            "holdfast.mqtt.max-qos",
            range(0, 2),
            Default.CONNECT.capabilities().maximumQos().value()),
    MQTT_RETAIN_AVAILABLE("holdfast.mqtt.retain-available", oneOf("true", "false"), "true"),
    MQTT_WILDCARD_SUBSCRIPTIONS("holdfast.mqtt.wildcard-subscriptions", oneOf("true", "false"), "true"),
    MQTT_SHARED_SUBSCRIPTIONS("holdfast.mqtt.shared-subscriptions", oneOf("true", "false"), "true"),
    MQTT_SUBSCRIPTION_IDENTIFIERS("holdfast.mqtt.subscription-identifiers", oneOf("true", "false"), "true"),
    MQTT_RESPONSE_TOPIC_PREFIX("holdfast.mqtt.response-topic-prefix", new Allowed.Topic(), "response"),
    MQTT_REDIRECT("holdfast.mqtt.redirect", oneOf("off", "use-another-server", "server-moved"), "off"),
    MQTT_SERVER_REFERENCE("holdfast.mqtt.server-reference", text("servers as in section 4.11 of MQTT 5.0"), "none"),

    WEBSOCKET_HOST("holdfast.websocket.host", text("a host name or an IP address"), "as holdfast.mqtt.host"),
    WEBSOCKET_PORT("holdfast.websocket.port", range(0, 65_535).or("off"), Default.WEB_SOCKET.port()),
    WEBSOCKET_PATH(
            "holdfast.websocket.path",
            matching("/|(/[A-Za-z0-9._~-]+)+/?", "a path of letters, digits, - . _ ~ and /"),
            Default.WEB_SOCKET.path()),
    WEBSOCKET_ALLOWED_ORIGINS(
            "holdfast.websocket.allowed-origins",
            matching(
                    "\\*|%1$s( *, *%1$s)*".formatted("(null|[A-Za-z][A-Za-z0-9+.-]*://[^/,\\s]+)"),
                    "* or a comma-separated list of origins such as https://example.org"),
            "pages of this machine; * if anonymous clients are not allowed"),

    SQLITE_DISK_CACHE_SIZE("holdfast.sqlite.disk-cache-size", range(64, 16_777_216), 102_400),
    SQLITE_MOUNTED_FILE_PATH("holdfast.sqlite.mounted-file-path", text("a folder"), "./data"),
    SQLITE_FLUSH_MEM_THRESHOLD(
            "holdfast.sqlite.flush-mem-threshold", range(1, 1_000_000), Default.COMMITS.flushThreshold()),
    SQLITE_RESEND_INTERVAL(
            "holdfast.sqlite.resend-interval",
            range(10, 3_600_000),
            Default.COMMITS.resendInterval().toMillis()),
    SQLITE_SYNCHRONOUS("holdfast.sqlite.synchronous", oneOf("FULL", "NORMAL"), "FULL"),

    RETAINED_ACKNOWLEDGE(
            "holdfast.retained.acknowledge",
            oneOf("committed", "received"),
            Default.RETAINED.acknowledge().name().toLowerCase(Locale.ROOT)),
    RETAINED_ACKNOWLEDGE_TIMEOUT(
            "holdfast.retained.acknowledge-timeout",
            range(100, 3_600_000),
            Default.RETAINED.acknowledgeTimeout().toMillis()),
    RETAINED_FLUSH_INTERVAL("holdfast.retained.flush-interval", range(10, 3_600_000), 1_000),
    RETAINED_MAX_WAITING_TOPICS(
            "holdfast.retained.max-waiting-topics", range(1, 100_000_000), Default.COMMITS.maximumWaiting()),
    RETAINED_MAX_WAITING_BYTES(
            "holdfast.retained.max-waiting-bytes", range(1_024, 1L << 40), Default.COMMITS.maximumWaitingBytes()),

    RETAINED_MAX_MESSAGES(
            "holdfast.retained.max-messages",
            range(1, 1_000_000_000),
            Default.RETAINED.limits().maximumMessages()),
    RETAINED_MAX_PAYLOAD_SIZE(
            "holdfast.retained.max-payload-size",
            range(1, 268_435_455),
            Default.RETAINED.limits().maximumPayloadSize()),
    RETAINED_MAX_BYTES("holdfast.retained.max-bytes", range(1_024, 1L << 40), "40 % of the heap"),
    RETAINED_MAX_TOPIC_LEVELS(
            "holdfast.retained.max-topic-levels",
            range(1, TopicName.MAXIMUM_LEVELS),
            Default.RETAINED.limits().maximumTopicLevels()),
    RETAINED_WHEN_FULL(
            "holdfast.retained.when-full",
            oneOf("refuse", "deliver"),
            Default.RETAINED.limits().whenFull().name().toLowerCase(Locale.ROOT)),
    RETAINED_DEFAULT_EXPIRY(
            "holdfast.retained.default-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().defaultExpiry().toSeconds()),
    RETAINED_MAX_EXPIRY(
            "holdfast.retained.max-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().maximumExpiry().toSeconds()),

    MEMORY_MAX_BYTES("holdfast.memory.max-bytes", range(1 << 20, 1L << 40), "30 % of the heap"),

    SESSION_MAX_EXPIRY(
            "holdfast.session.max-expiry",
            range(0, 4_294_967_295L),
            Default.SESSION.maximumExpiry().toSeconds()),
    SESSION_DURABLE("holdfast.session.durable", oneOf("true", "false"), "true"),
    SESSION_MAX_SESSIONS("holdfast.session.max-sessions", range(1, 10_000_000), Default.SESSION.maximumSessions()),
    SESSION_MAX_SUBSCRIPTIONS(
            "holdfast.session.max-subscriptions", range(1, 10_000_000), Default.SESSION.maximumSubscriptions()),
    SESSION_SHARED_BY_USERS("holdfast.session.shared-by-users", oneOf("true", "false"), "false"),
    SESSION_MAX_QUEUED_MESSAGES(
            "holdfast.session.max-queued-messages", range(1, 100_000_000), Default.SESSION.maximumQueuedMessages()),
    SESSION_MAX_QUEUED_BYTES(
            "holdfast.session.max-queued-bytes", range(1_024, 1L << 40), Default.SESSION.maximumQueuedBytes()),
    SESSION_MAX_QUEUED_AGE(
            "holdfast.session.max-queued-age",
            range(0, 4_294_967_295L),
            Default.SESSION.maximumQueuedAge().toSeconds()),
    SESSION_RECEIVE_MAXIMUM("holdfast.session.receive-maximum", range(1, 65_535), Default.SESSION.receiveMaximum()),
    SESSION_MAX_INFLIGHT("holdfast.session.max-inflight", range(1, 65_535), Default.SESSION.maximumInflight()),
    SESSION_TOPIC_ALIAS_MAXIMUM(
            "holdfast.session.topic-alias-maximum", range(0, 65_535), Default.SESSION.topicAliasMaximum()),
    SESSION_RESEND_INTERVAL(
            "holdfast.session.resend-interval",
            range(0, 3_600_000),
            Default.SESSION.resendInterval().toMillis()),

    DATASOURCE_JNDI("holdfast.datasource.jndi", text("a JNDI name"), "none"),
    DATASOURCE_URL(
            "holdfast.datasource.url",
            startingWith("jdbc:sqlite:", "jdbc:postgresql:"),
            "holdfast.db in mounted-file-path"),
    DATASOURCE_USER("holdfast.datasource.user", text("any text"), "none"),
    DATASOURCE_PASSWORD("holdfast.datasource.password", new Allowed.Secret(), "none"),
    DATASOURCE_STANDBY("holdfast.datasource.standby", oneOf("refuse", "wait"), "refuse"),

    ACCESS_USERS("holdfast.access.users.<name>", new Allowed.Secret(), "none"),
    ACCESS_ALLOW_ANONYMOUS("holdfast.access.allow-anonymous", oneOf("true", "false"), "true; with users false"),
    CONSOLE_ADMIN_PASSWORD(
            "holdfast.console.admin-password", new Allowed.Secret(), "randomly generated and printed once"),
    CONSOLE_HOSTS(
            "holdfast.console.hosts",
            matching("\\*|%1$s( *, *%1$s)*".formatted("[A-Za-z0-9._-]+"), "* or a comma-separated list of host names"),
            "the name of this machine"),
    CONSOLE_TRUSTED_PROXIES("holdfast.console.trusted-proxies", new Allowed.Networks(), "none"),
    CONSOLE_MAX_REQUEST_SIZE("holdfast.console.max-request-size", range(65_536, 268_435_456), 4_194_304),
    LOG_LEVEL("holdfast.log.level", oneOf("error", "warn", "info", "debug"), "info"),
    SYS_INTERVAL("holdfast.sys.interval", range(0, 86_400), Default.SYS_INTERVAL.toSeconds()),
    NODE("holdfast.node", range(0, 65_535), 0);

    /** The prefix of all keys. */
    static final String PREFIX = "holdfast.";

    private final String keyName;

    @SuppressWarnings("ImmutableEnumChecker") // all of them are records of immutable values
    private final Allowed allowed;

    private final String defaultValue;

    Key(String keyName, Allowed allowed, long defaultValue) {
        this(keyName, allowed, Long.toString(defaultValue));
    }

    Key(String keyName, Allowed allowed, String defaultValue) {
        this.keyName = keyName;
        this.allowed = allowed;
        this.defaultValue = defaultValue;
    }

    /** Returns the name, as in a file or a system property. */
    public String keyName() {
        return keyName;
    }

    /** Returns the name of the environment variable, as MicroProfile Config maps it. */
    public String environmentName() {
        return environmentName(keyName);
    }

    /** Returns the allowed values. */
    public Allowed allowed() {
        return allowed;
    }

    /** Returns the default value; in words where it depends on others. */
    public String defaultValue() {
        return defaultValue;
    }

    /** Returns the description, in one or two sentences. */
    public String description() {
        return Descriptions.of(this);
    }

    /** Whether it may change while the broker runs. */
    public boolean isEditable() {
        return switch (this) {
            case SQLITE_FLUSH_MEM_THRESHOLD,
                    RETAINED_FLUSH_INTERVAL,
                    RETAINED_MAX_MESSAGES,
                    RETAINED_MAX_PAYLOAD_SIZE,
                    RETAINED_MAX_BYTES,
                    RETAINED_MAX_TOPIC_LEVELS,
                    RETAINED_WHEN_FULL,
                    RETAINED_DEFAULT_EXPIRY,
                    RETAINED_MAX_EXPIRY,
                    LOG_LEVEL -> true;
            default -> false;
        };
    }

    /** Returns the key with this name, or null. */
    public static @Nullable Key named(String keyName) {
        for (Key key : values()) {
            if (key.keyName.equals(keyName)) {
                return key;
            }
        }
        return null;
    }

    static String environmentName(String keyName) {
        return keyName.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The engine's defaults, under names short enough for the table above. */
    private static final class Default {
        static final ListenerConfig LISTENER = ListenerConfig.DEFAULT;
        static final WebSocketConfig WEB_SOCKET = WebSocketConfig.DEFAULT;
        static final ConnectConfig CONNECT = ConnectConfig.DEFAULT;
        static final CommitConfig COMMITS = CommitConfig.DEFAULT;
        static final RetainedConfig RETAINED = RetainedConfig.DEFAULT;
        static final SessionConfig SESSION = SessionConfig.DEFAULT;
        static final Duration SYS_INTERVAL = BrokerConfig.DEFAULT.sysInterval();
    }
}
