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
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/** All settings. docs/operations.md shows the same table; a test keeps both equal. */
public enum Key {
    MQTT_HOST(
            "holdfast.mqtt.host",
            text("a host name or an IP address"),
            "127.0.0.1; with users 0.0.0.0",
            "The address that the MQTT listener binds. Without users it is always the loopback address."),
    MQTT_PORT(
            "holdfast.mqtt.port",
            range(0, 65_535),
            Default.LISTENER.port(),
            "The TCP port of the MQTT listener. 0: any free port, shown in the banner."),
    MQTT_MAX_PACKET_SIZE(
            "holdfast.mqtt.max-packet-size",
            range(1_024, 268_435_460),
            Default.LISTENER.maximumPacketSize(),
            "The largest MQTT packet accepted, in bytes."),
    MQTT_MAX_CONNECTIONS(
            "holdfast.mqtt.max-connections",
            range(1, 10_000_000),
            Default.LISTENER.maximumConnections(),
            "The maximum number of open connections."),
    MQTT_CONNECT_TIMEOUT(
            "holdfast.mqtt.connect-timeout",
            range(100, 3_600_000),
            Default.LISTENER.connectTimeout().toMillis(),
            "The time limit for WebSocket upgrade, CONNECT and authentication of a connection, in ms."),
    MQTT_MAX_KEEP_ALIVE(
            "holdfast.mqtt.max-keep-alive",
            range(0, 65_535),
            Default.CONNECT.maximumKeepAlive(),
            "The longest Keep Alive of MQTT 5 clients, in s; clients that request a longer interval, or none, get this value. 0: no limit."),
    MQTT_MAX_QOS(
            "holdfast.mqtt.max-qos",
            range(0, 2),
            Default.CONNECT.capabilities().maximumQos().value(),
            "The maximum QoS: clients that publish with a higher QoS are disconnected; subscriptions are granted at most this QoS."),
    MQTT_RETAIN_AVAILABLE(
            "holdfast.mqtt.retain-available",
            oneOf("true", "false"),
            "true",
            "Whether retained messages are available; if not, clients that publish one are disconnected, and none are delivered."),
    MQTT_WILDCARD_SUBSCRIPTIONS(
            "holdfast.mqtt.wildcard-subscriptions",
            oneOf("true", "false"),
            "true",
            "Whether Topic Filters may contain wildcards."),
    MQTT_SHARED_SUBSCRIPTIONS(
            "holdfast.mqtt.shared-subscriptions",
            oneOf("true", "false"),
            "true",
            "Whether shared subscriptions are available."),
    MQTT_SUBSCRIPTION_IDENTIFIERS(
            "holdfast.mqtt.subscription-identifiers",
            oneOf("true", "false"),
            "true",
            "Whether Subscription Identifiers are available."),
    MQTT_RESPONSE_TOPIC_PREFIX(
            "holdfast.mqtt.response-topic-prefix",
            new Allowed.Topic(),
            "response",
            "Clients that request Response Information get this topic, a slash and their Client Identifier."),
    MQTT_REDIRECT(
            "holdfast.mqtt.redirect",
            oneOf("off", "use-another-server", "server-moved"),
            "off",
            "Redirects all clients: MQTT 5 with 0x9C or 0x9D, MQTT 3 with return code 3."),
    MQTT_SERVER_REFERENCE(
            "holdfast.mqtt.server-reference",
            text("servers as in section 4.11 of MQTT 5.0"),
            "none",
            "The Server Reference for redirected clients, for example other.example.org:1883."),

    WEBSOCKET_HOST(
            "holdfast.websocket.host",
            text("a host name or an IP address"),
            "as holdfast.mqtt.host",
            "The address that MQTT over WebSocket binds. Without users it is always the loopback address."),
    WEBSOCKET_PORT(
            "holdfast.websocket.port",
            range(0, 65_535).or("off"),
            Default.WEB_SOCKET.port(),
            "The TCP port of MQTT over WebSocket. 0: any free port, shown in the banner. off: no listener."),
    WEBSOCKET_PATH(
            "holdfast.websocket.path",
            matching("/|(/[A-Za-z0-9._~-]+)+/?", "a path of letters, digits, - . _ ~ and /"),
            Default.WEB_SOCKET.path(),
            "The path of the URI for WebSocket clients."),
    WEBSOCKET_ALLOWED_ORIGINS(
            "holdfast.websocket.allowed-origins",
            matching(
                    "\\*|%1$s( *, *%1$s)*".formatted("(null|[A-Za-z][A-Za-z0-9+.-]*://[^/,\\s]+)"),
                    "* or a comma-separated list of origins such as https://example.org"),
            "pages of this machine; * if anonymous clients are not allowed",
            "The origins of web pages that may connect from a browser. Other clients have no origin, or that of the broker."),

    SQLITE_DISK_CACHE_SIZE(
            "holdfast.sqlite.disk-cache-size",
            range(64, 16_777_216),
            102_400,
            "SQLite's page cache for each of at most 4 connections, in KB."),
    SQLITE_MOUNTED_FILE_PATH(
            "holdfast.sqlite.mounted-file-path", text("a folder"), "./data", "The folder of the file holdfast.db."),
    SQLITE_FLUSH_MEM_THRESHOLD(
            "holdfast.sqlite.flush-mem-threshold",
            range(1, 1_000_000),
            Default.COMMITS.flushThreshold(),
            "The number of changed topics, or of changes of sessions, in memory that starts a flush."),
    SQLITE_RESEND_INTERVAL(
            "holdfast.sqlite.resend-interval",
            range(10, 3_600_000),
            Default.COMMITS.resendInterval().toMillis(),
            "The time between retries of a failed flush, in ms."),
    SQLITE_SYNCHRONOUS(
            "holdfast.sqlite.synchronous",
            oneOf("FULL", "NORMAL"),
            "FULL",
            "FULL: a commit survives a power cut. NORMAL: it survives a crash of the process, but a power cut may lose the last commits."),

    RETAINED_ACKNOWLEDGE(
            "holdfast.retained.acknowledge",
            oneOf("committed", "received"),
            Default.RETAINED.acknowledge().name().toLowerCase(Locale.ROOT),
            "When a retained publish is acknowledged: after its commit, or at once."),
    RETAINED_ACKNOWLEDGE_TIMEOUT(
            "holdfast.retained.acknowledge-timeout",
            range(100, 3_600_000),
            Default.RETAINED.acknowledgeTimeout().toMillis(),
            "The longest time that an acknowledgement waits for its commit, in ms. After that MQTT 5 publishers get 0x83; others are disconnected."),
    RETAINED_FLUSH_INTERVAL(
            "holdfast.retained.flush-interval",
            range(10, 3_600_000),
            1_000,
            "The longest time that a change waits in memory for its flush, in ms."),
    RETAINED_MAX_WAITING_TOPICS(
            "holdfast.retained.max-waiting-topics",
            range(1, 100_000_000),
            Default.COMMITS.maximumWaiting(),
            "The maximum number of changed topics, and of changes of sessions, waiting for the database; further publishes are rejected."),
    RETAINED_MAX_WAITING_BYTES(
            "holdfast.retained.max-waiting-bytes",
            range(1_024, 1L << 40),
            Default.COMMITS.maximumWaitingBytes(),
            "The maximum bytes of changed topics, and of changes of sessions, waiting for the database; further publishes are rejected."),

    RETAINED_MAX_MESSAGES(
            "holdfast.retained.max-messages",
            range(1, 1_000_000_000),
            Default.RETAINED.limits().maximumMessages(),
            "The maximum number of retained messages. Updates and deletes are always accepted."),
    RETAINED_MAX_PAYLOAD_SIZE(
            "holdfast.retained.max-payload-size",
            range(1, 268_435_455),
            Default.RETAINED.limits().maximumPayloadSize(),
            "The largest payload of a retained message, in bytes."),
    RETAINED_MAX_BYTES(
            "holdfast.retained.max-bytes",
            range(1_024, 1L << 40),
            "half of the heap",
            "The maximum memory of all retained messages, in bytes."),
    RETAINED_MAX_TOPIC_LEVELS(
            "holdfast.retained.max-topic-levels",
            range(1, TopicName.MAXIMUM_LEVELS),
            Default.RETAINED.limits().maximumTopicLevels(),
            "The maximum number of levels in the topic of a retained message."),
    RETAINED_WHEN_FULL(
            "holdfast.retained.when-full",
            oneOf("refuse", "deliver"),
            Default.RETAINED.limits().whenFull().name().toLowerCase(Locale.ROOT),
            "What to do with a message over one of these four limits: reject it, or deliver it to subscribers without retaining it."),
    RETAINED_DEFAULT_EXPIRY(
            "holdfast.retained.default-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().defaultExpiry().toSeconds(),
            "The lifetime of a retained message that was published without expiry, in s. 0: it never expires."),
    RETAINED_MAX_EXPIRY(
            "holdfast.retained.max-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().maximumExpiry().toSeconds(),
            "The longest lifetime of a retained message, whatever its publisher requests, in s. 0: no limit."),

    SESSION_MAX_EXPIRY(
            "holdfast.session.max-expiry",
            range(0, 4_294_967_295L),
            Default.SESSION.maximumExpiry().toSeconds(),
            "The longest Session Expiry Interval granted, in s."),
    SESSION_DURABLE(
            "holdfast.session.durable",
            oneOf("true", "false"),
            "true",
            "Whether sessions that outlive their connection survive a restart of the broker. false: they end with the broker."),
    SESSION_MAX_QUEUED_MESSAGES(
            "holdfast.session.max-queued-messages",
            range(1, 100_000_000),
            Default.SESSION.maximumQueuedMessages(),
            "The maximum number of messages queued for one client; further messages are dropped."),
    SESSION_MAX_QUEUED_BYTES(
            "holdfast.session.max-queued-bytes",
            range(1_024, 1L << 40),
            Default.SESSION.maximumQueuedBytes(),
            "The maximum bytes of messages queued for one client; further messages are dropped."),
    SESSION_MAX_QUEUED_AGE(
            "holdfast.session.max-queued-age",
            range(0, 4_294_967_295L),
            Default.SESSION.maximumQueuedAge().toSeconds(),
            "The longest time that a message is queued for one client, in s; older messages are dropped. 0: until the message or the session expires."),
    SESSION_RECEIVE_MAXIMUM(
            "holdfast.session.receive-maximum",
            range(1, 65_535),
            Default.SESSION.receiveMaximum(),
            "The maximum number of unacknowledged QoS 1 and 2 messages from a client."),
    SESSION_MAX_INFLIGHT(
            "holdfast.session.max-inflight",
            range(1, 65_535),
            Default.SESSION.maximumInflight(),
            "The maximum number of unacknowledged QoS 1 and 2 messages to a client."),
    SESSION_TOPIC_ALIAS_MAXIMUM(
            "holdfast.session.topic-alias-maximum",
            range(0, 65_535),
            Default.SESSION.topicAliasMaximum(),
            "The highest Topic Alias that a client may use."),
    SESSION_RESEND_INTERVAL(
            "holdfast.session.resend-interval",
            range(0, 3_600_000),
            Default.SESSION.resendInterval().toMillis(),
            "The time after which an unacknowledged message is sent again to a connected MQTT 3 client, in ms. 0: only when it reconnects."),

    DATASOURCE_JNDI(
            "holdfast.datasource.jndi",
            text("a JNDI name"),
            "none",
            "The JNDI name of a data source of the server (SQLite or PostgreSQL), which replaces url, user and password."),
    DATASOURCE_URL(
            "holdfast.datasource.url",
            startingWith("jdbc:sqlite:", "jdbc:postgresql:"),
            "holdfast.db in mounted-file-path",
            "The JDBC URL of the database."),
    DATASOURCE_USER("holdfast.datasource.user", text("any text"), "none", "The user name for the database."),
    DATASOURCE_PASSWORD("holdfast.datasource.password", new Allowed.Secret(), "none", "The password for the database."),

    DATASOURCE_STANDBY(
            "holdfast.datasource.standby",
            oneOf("refuse", "wait"),
            "refuse",
            "What to do while another broker owns the PostgreSQL database: fail to start, or wait and take over when that broker stops."),

    ACCESS_USERS(
            "holdfast.access.users.<name>",
            new Allowed.Secret(),
            "none",
            "The password of the MQTT user with that name, or its SCRAM verifier. One key for each user."),
    ACCESS_ALLOW_ANONYMOUS(
            "holdfast.access.allow-anonymous",
            oneOf("true", "false"),
            "true; with users false",
            "Whether clients without a user name may connect."),
    CONSOLE_ADMIN_PASSWORD(
            "holdfast.console.admin-password",
            new Allowed.Secret(),
            "randomly generated and printed once",
            "The password of the console user admin, which the first start creates; later changes have no effect."),
    LOG_LEVEL(
            "holdfast.log.level",
            oneOf("error", "warn", "info", "debug"),
            "info",
            "The log level of Holdfast. Unless set, the server's logging configuration applies."),
    SYS_INTERVAL(
            "holdfast.sys.interval",
            range(0, 86_400),
            Default.SYS_INTERVAL.toSeconds(),
            "The interval of publishing the $SYS topics, in s. 0: never."),
    NODE(
            "holdfast.node",
            range(0, 65_535),
            0,
            "The number of this node, which is part of the version of every stored change.");

    /** The prefix of all keys. */
    static final String PREFIX = "holdfast.";

    private final String keyName;

    @SuppressWarnings("ImmutableEnumChecker") // all of them are records of immutable values
    private final Allowed allowed;

    private final String defaultValue;
    private final String description;

    Key(String keyName, Allowed allowed, long defaultValue, String description) {
        this(keyName, allowed, Long.toString(defaultValue), description);
    }

    Key(String keyName, Allowed allowed, String defaultValue, String description) {
        this.keyName = keyName;
        this.allowed = allowed;
        this.defaultValue = defaultValue;
        this.description = description;
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
        return description;
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
