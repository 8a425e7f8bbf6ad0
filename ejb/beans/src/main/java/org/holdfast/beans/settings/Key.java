package org.holdfast.beans.settings;

import static org.holdfast.beans.settings.Allowed.matching;
import static org.holdfast.beans.settings.Allowed.oneOf;
import static org.holdfast.beans.settings.Allowed.range;
import static org.holdfast.beans.settings.Allowed.startingWith;
import static org.holdfast.beans.settings.Allowed.text;

import java.time.Duration;
import java.util.Locale;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.retained.RetainedConfig;
import org.holdfast.engine.session.SessionConfig;
import org.holdfast.engine.topic.TopicName;
import org.holdfast.engine.wire.ListenerConfig;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.jspecify.annotations.Nullable;

/** Every setting. docs/operations.md shows the same table; a test keeps both equal. */
public enum Key {
    /** {@code holdfast.mqtt.host}. */
    MQTT_HOST(
            "holdfast.mqtt.host",
            text("a host name or an IP address"),
            "127.0.0.1; with users 0.0.0.0",
            "The address that the MQTT listener binds. Without users it is always this machine's own."),
    /** {@code holdfast.mqtt.port}. */
    MQTT_PORT(
            "holdfast.mqtt.port",
            range(0, 65_535),
            Default.LISTENER.port(),
            "The TCP port of the MQTT listener. 0: any free one, which the banner names."),
    /** {@code holdfast.mqtt.max-packet-size}. */
    MQTT_MAX_PACKET_SIZE(
            "holdfast.mqtt.max-packet-size",
            range(1_024, 268_435_460),
            Default.LISTENER.maximumPacketSize(),
            "The largest MQTT packet accepted, in bytes."),
    /** {@code holdfast.mqtt.max-connections}. */
    MQTT_MAX_CONNECTIONS(
            "holdfast.mqtt.max-connections",
            range(1, 10_000_000),
            Default.LISTENER.maximumConnections(),
            "How many connections may be open at once."),
    /** {@code holdfast.mqtt.connect-timeout}. */
    MQTT_CONNECT_TIMEOUT(
            "holdfast.mqtt.connect-timeout",
            range(100, 3_600_000),
            Default.LISTENER.connectTimeout().toMillis(),
            "How long a connection may take for its WebSocket upgrade, its CONNECT and to show who it is, in ms."),
    /** {@code holdfast.mqtt.max-keep-alive}. */
    MQTT_MAX_KEEP_ALIVE(
            "holdfast.mqtt.max-keep-alive",
            range(0, 65_535),
            Default.CONNECT.maximumKeepAlive(),
            "The longest Keep Alive of MQTT 5 clients, in s; who asks for more, or for none, is given it. 0: any."),
    /** {@code holdfast.mqtt.max-qos}. */
    MQTT_MAX_QOS(
            "holdfast.mqtt.max-qos",
            range(0, 2),
            Default.CONNECT.capabilities().maximumQos().value(),
            "The highest QoS: clients that publish with more are disconnected, subscriptions are granted less."),
    /** {@code holdfast.mqtt.retain-available}. */
    MQTT_RETAIN_AVAILABLE(
            "holdfast.mqtt.retain-available",
            oneOf("true", "false"),
            "true",
            "Whether messages may be retained; if not, clients that try are disconnected and none are delivered."),
    /** {@code holdfast.mqtt.wildcard-subscriptions}. */
    MQTT_WILDCARD_SUBSCRIPTIONS(
            "holdfast.mqtt.wildcard-subscriptions",
            oneOf("true", "false"),
            "true",
            "Whether Topic Filters may have wildcards."),
    /** {@code holdfast.mqtt.shared-subscriptions}. */
    MQTT_SHARED_SUBSCRIPTIONS(
            "holdfast.mqtt.shared-subscriptions",
            oneOf("true", "false"),
            "true",
            "Whether subscriptions may be shared."),
    /** {@code holdfast.mqtt.subscription-identifiers}. */
    MQTT_SUBSCRIPTION_IDENTIFIERS(
            "holdfast.mqtt.subscription-identifiers",
            oneOf("true", "false"),
            "true",
            "Whether subscriptions may have identifiers."),
    /** {@code holdfast.mqtt.response-topic-prefix}. */
    MQTT_RESPONSE_TOPIC_PREFIX(
            "holdfast.mqtt.response-topic-prefix",
            new Allowed.Topic(),
            "response",
            "Clients that ask for Response Information get this topic, a slash and their Client Identifier."),
    /** {@code holdfast.mqtt.redirect}. */
    MQTT_REDIRECT(
            "holdfast.mqtt.redirect",
            oneOf("off", "use-another-server", "server-moved"),
            "off",
            "Sends all clients elsewhere: MQTT 5 with 0x9C or 0x9D, MQTT 3 with return code 3."),
    /** {@code holdfast.mqtt.server-reference}. */
    MQTT_SERVER_REFERENCE(
            "holdfast.mqtt.server-reference",
            text("servers as in section 4.11 of MQTT 5.0"),
            "none",
            "Where redirected clients are told to go, for example other.example.org:1883."),

    /** {@code holdfast.websocket.host}. */
    WEBSOCKET_HOST(
            "holdfast.websocket.host",
            text("a host name or an IP address"),
            "as holdfast.mqtt.host",
            "The address that MQTT over WebSocket binds. Without users it is always this machine's own."),
    /** {@code holdfast.websocket.port}. */
    WEBSOCKET_PORT(
            "holdfast.websocket.port",
            range(0, 65_535).or("off"),
            Default.WEB_SOCKET.port(),
            "The TCP port of MQTT over WebSocket. 0: any free one, which the banner names. off: none."),
    /** {@code holdfast.websocket.path}. */
    WEBSOCKET_PATH(
            "holdfast.websocket.path",
            matching("/|(/[A-Za-z0-9._~-]+)+/?", "a path of letters, digits, - . _ ~ and /"),
            Default.WEB_SOCKET.path(),
            "The path of the URI that WebSocket clients ask for."),
    /** {@code holdfast.websocket.allowed-origins}. */
    WEBSOCKET_ALLOWED_ORIGINS(
            "holdfast.websocket.allowed-origins",
            matching(
                    "\\*|%1$s( *, *%1$s)*".formatted("(null|[A-Za-z][A-Za-z0-9+.-]*://[^/,\\s]+)"),
                    "* or origins such as https://example.org, with commas between"),
            "pages of this machine; * when nobody is anonymous",
            "Which web pages may connect from a browser. Other clients have no origin, or that of the broker."),

    /** {@code holdfast.sqlite.disk-cache-size}. */
    SQLITE_DISK_CACHE_SIZE(
            "holdfast.sqlite.disk-cache-size",
            range(64, 16_777_216),
            102_400,
            "SQLite's page cache, in KB, for each connection (at most 4)."),
    /** {@code holdfast.sqlite.mounted-file-path}. */
    SQLITE_MOUNTED_FILE_PATH(
            "holdfast.sqlite.mounted-file-path", text("a folder"), "./data", "The folder of the file holdfast.db."),
    /** {@code holdfast.sqlite.flush-mem-threshold}. */
    SQLITE_FLUSH_MEM_THRESHOLD(
            "holdfast.sqlite.flush-mem-threshold",
            range(1, 1_000_000),
            Default.RETAINED.flushThreshold(),
            "How many changed topics, or changes of sessions, wait in memory before a flush starts."),
    /** {@code holdfast.sqlite.resend-interval}. */
    SQLITE_RESEND_INTERVAL(
            "holdfast.sqlite.resend-interval",
            range(10, 3_600_000),
            Default.RETAINED.resendInterval().toMillis(),
            "Time between tries of a failed flush, in ms."),
    /** {@code holdfast.sqlite.synchronous}. */
    SQLITE_SYNCHRONOUS(
            "holdfast.sqlite.synchronous",
            oneOf("FULL", "NORMAL"),
            "FULL",
            "FULL: a commit survives a power cut. NORMAL: it survives the end of the process, the last ones not a power cut."),

    /** {@code holdfast.retained.acknowledge}. */
    RETAINED_ACKNOWLEDGE(
            "holdfast.retained.acknowledge",
            oneOf("committed", "received"),
            Default.RETAINED.acknowledge().name().toLowerCase(Locale.ROOT),
            "When the publisher of a retained message gets its acknowledgement: after the commit, or at once."),
    /** {@code holdfast.retained.acknowledge-timeout}. */
    RETAINED_ACKNOWLEDGE_TIMEOUT(
            "holdfast.retained.acknowledge-timeout",
            range(100, 3_600_000),
            Default.RETAINED.acknowledgeTimeout().toMillis(),
            "How long an acknowledgement waits for its commit, in ms. Then MQTT 5 publishers get 0x83, others are disconnected."),
    /** {@code holdfast.retained.flush-interval}. */
    RETAINED_FLUSH_INTERVAL(
            "holdfast.retained.flush-interval",
            range(10, 3_600_000),
            1_000,
            "The longest time that a change waits in memory for its flush, in ms."),
    /** {@code holdfast.retained.max-waiting-topics}. */
    RETAINED_MAX_WAITING_TOPICS(
            "holdfast.retained.max-waiting-topics",
            range(1, 100_000_000),
            Default.RETAINED.maximumWaitingTopics(),
            "How many changed topics, and how many changes of sessions, may wait for the database; publishers of more are refused."),
    /** {@code holdfast.retained.max-waiting-bytes}. */
    RETAINED_MAX_WAITING_BYTES(
            "holdfast.retained.max-waiting-bytes",
            range(1_024, 1L << 40),
            Default.RETAINED.maximumWaitingBytes(),
            "How many bytes of changed topics, and of changes of sessions, may wait for the database; publishers of more are refused."),

    /** {@code holdfast.retained.max-messages}. */
    RETAINED_MAX_MESSAGES(
            "holdfast.retained.max-messages",
            range(1, 1_000_000_000),
            Default.RETAINED.limits().maximumMessages(),
            "How many topics may keep a message. Updates and deletes always pass."),
    /** {@code holdfast.retained.max-payload-size}. */
    RETAINED_MAX_PAYLOAD_SIZE(
            "holdfast.retained.max-payload-size",
            range(1, 268_435_455),
            Default.RETAINED.limits().maximumPayloadSize(),
            "The largest payload of a retained message, in bytes."),
    /** {@code holdfast.retained.max-bytes}. */
    RETAINED_MAX_BYTES(
            "holdfast.retained.max-bytes",
            range(1_024, 1L << 40),
            "half of the heap",
            "How many bytes of memory all retained messages may take."),
    /** {@code holdfast.retained.max-topic-levels}. */
    RETAINED_MAX_TOPIC_LEVELS(
            "holdfast.retained.max-topic-levels",
            range(1, TopicName.MAXIMUM_LEVELS),
            Default.RETAINED.limits().maximumTopicLevels(),
            "How many levels the topic of a retained message may have."),
    /** {@code holdfast.retained.when-full}. */
    RETAINED_WHEN_FULL(
            "holdfast.retained.when-full",
            oneOf("refuse", "deliver"),
            Default.RETAINED.limits().whenFull().name().toLowerCase(Locale.ROOT),
            "What becomes of a message over these four limits: nobody gets it, or only those who have subscribed."),
    /** {@code holdfast.retained.default-expiry}. */
    RETAINED_DEFAULT_EXPIRY(
            "holdfast.retained.default-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().defaultExpiry().toSeconds(),
            "How long a topic keeps a message that was published without an expiry, in s. 0: for ever."),
    /** {@code holdfast.retained.max-expiry}. */
    RETAINED_MAX_EXPIRY(
            "holdfast.retained.max-expiry",
            range(0, 4_294_967_295L),
            Default.RETAINED.lifetime().maximumExpiry().toSeconds(),
            "The longest that a topic keeps a message, whatever its publisher says, in s. 0: any."),

    /** {@code holdfast.session.max-expiry}. */
    SESSION_MAX_EXPIRY(
            "holdfast.session.max-expiry",
            range(0, 4_294_967_295L),
            Default.SESSION.maximumExpiry().toSeconds(),
            "The longest Session Expiry Interval granted, in s."),
    /** {@code holdfast.session.durable}. */
    SESSION_DURABLE(
            "holdfast.session.durable",
            oneOf("true", "false"),
            "true",
            "Whether sessions that outlive their connection survive the broker too. false: they end with it."),
    /** {@code holdfast.session.max-queued-messages}. */
    SESSION_MAX_QUEUED_MESSAGES(
            "holdfast.session.max-queued-messages",
            range(1, 100_000_000),
            Default.SESSION.maximumQueuedMessages(),
            "How many messages may wait for one client; further ones are dropped."),
    /** {@code holdfast.session.max-queued-bytes}. */
    SESSION_MAX_QUEUED_BYTES(
            "holdfast.session.max-queued-bytes",
            range(1_024, 1L << 40),
            Default.SESSION.maximumQueuedBytes(),
            "How many bytes of messages may wait for one client; further ones are dropped."),
    /** {@code holdfast.session.max-queued-age}. */
    SESSION_MAX_QUEUED_AGE(
            "holdfast.session.max-queued-age",
            range(0, 4_294_967_295L),
            Default.SESSION.storage().maximumQueuedAge().toSeconds(),
            "How long a message waits for one client, in s; older ones are dropped. 0: until it expires, or the session does."),
    /** {@code holdfast.session.receive-maximum}. */
    SESSION_RECEIVE_MAXIMUM(
            "holdfast.session.receive-maximum",
            range(1, 65_535),
            Default.SESSION.receiveMaximum(),
            "How many unacknowledged QoS 1 and 2 messages a client may send."),
    /** {@code holdfast.session.max-inflight}. */
    SESSION_MAX_INFLIGHT(
            "holdfast.session.max-inflight",
            range(1, 65_535),
            Default.SESSION.maximumInflight(),
            "How many unacknowledged QoS 1 and 2 messages are sent to a client."),
    /** {@code holdfast.session.topic-alias-maximum}. */
    SESSION_TOPIC_ALIAS_MAXIMUM(
            "holdfast.session.topic-alias-maximum",
            range(0, 65_535),
            Default.SESSION.topicAliasMaximum(),
            "The highest Topic Alias that a client may use."),
    /** {@code holdfast.session.resend-interval}. */
    SESSION_RESEND_INTERVAL(
            "holdfast.session.resend-interval",
            range(0, 3_600_000),
            Default.SESSION.resendInterval().toMillis(),
            "After how long a connected MQTT 3 client gets an unacknowledged message again, in ms. 0: when it reconnects."),

    /** {@code holdfast.datasource.jndi}. */
    DATASOURCE_JNDI(
            "holdfast.datasource.jndi",
            text("a name in JNDI"),
            "none",
            "A data source of the server, SQLite or PostgreSQL, in place of the one that Holdfast makes of url, user and password."),
    /** {@code holdfast.datasource.url}. */
    DATASOURCE_URL(
            "holdfast.datasource.url",
            startingWith("jdbc:sqlite:", "jdbc:postgresql:"),
            "holdfast.db in the mounted-file-path",
            "The database, as a JDBC URL."),
    /** {@code holdfast.datasource.user}. */
    DATASOURCE_USER("holdfast.datasource.user", text("any text"), "none", "The user that signs in to the database."),
    /** {@code holdfast.datasource.password}. */
    DATASOURCE_PASSWORD("holdfast.datasource.password", new Allowed.Secret(), "none", "The password of that user."),

    /** {@code holdfast.datasource.standby}. */
    DATASOURCE_STANDBY(
            "holdfast.datasource.standby",
            oneOf("refuse", "wait"),
            "refuse",
            "What to do when another broker has the database of PostgreSQL: not start, or wait and take over when it ends."),

    /** {@code holdfast.access.users.<name>}. */
    ACCESS_USERS(
            "holdfast.access.users.<name>",
            new Allowed.Secret(),
            "none",
            "The password of the MQTT user with that name, or its SCRAM verifier. One such key for each user."),
    /** {@code holdfast.access.allow-anonymous}. */
    ACCESS_ALLOW_ANONYMOUS(
            "holdfast.access.allow-anonymous",
            oneOf("true", "false"),
            "true; with users false",
            "Whether clients without a user name may connect."),
    /** {@code holdfast.console.admin-password}. */
    CONSOLE_ADMIN_PASSWORD(
            "holdfast.console.admin-password",
            new Allowed.Secret(),
            "one that is drawn, and printed once",
            "The password of the user admin of the console, when the first start makes that user; later it changes nothing."),
    /** {@code holdfast.log.level}. */
    LOG_LEVEL(
            "holdfast.log.level",
            oneOf("error", "warn", "info", "debug"),
            "info",
            "How much Holdfast logs. Unless it is set, the server's logging configuration holds."),
    /** {@code holdfast.sys.interval}. */
    SYS_INTERVAL(
            "holdfast.sys.interval",
            range(0, 86_400),
            Default.SYS_INTERVAL.toSeconds(),
            "The time between two publications of the $SYS topics, in s. 0: they are never published."),
    /** {@code holdfast.node}. */
    NODE("holdfast.node", range(0, 65_535), 0, "The number of this node, part of the version of every stored change.");

    /** What all keys begin with. */
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

    /** The name, as in a file or a system property. */
    public String keyName() {
        return keyName;
    }

    /** The name of the environment variable, as MicroProfile Config maps it. */
    public String environmentName() {
        return environmentName(keyName);
    }

    /** Which values it may have. */
    public Allowed allowed() {
        return allowed;
    }

    /** The value when none is set; in words where it depends on others. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it is for, in one sentence or two. */
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

    /** The key with this name, or null. */
    public static @Nullable Key named(String keyName) {
        for (Key key : values()) {
            if (key.keyName.equals(keyName)) {
                return key;
            }
        }
        return null;
    }

    /** Whether its value is never shown. */
    public boolean isSecret() {
        return allowed instanceof Allowed.Secret;
    }

    static String environmentName(String keyName) {
        return keyName.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** The engine's defaults, under names short enough for the table above. */
    private static final class Default {
        static final ListenerConfig LISTENER = ListenerConfig.DEFAULT;
        static final WebSocketConfig WEB_SOCKET = WebSocketConfig.DEFAULT;
        static final ConnectConfig CONNECT = ConnectConfig.DEFAULT;
        static final RetainedConfig RETAINED = RetainedConfig.DEFAULT;
        static final SessionConfig SESSION = SessionConfig.DEFAULT;
        static final Duration SYS_INTERVAL = BrokerConfig.DEFAULT.sysInterval();
    }
}
