package org.holdfast.beans.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.beans.settings.MapSource.read;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.holdfast.engine.BrokerConfig;
import org.holdfast.engine.handler.ConnectConfig;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Redirection;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.wire.websocket.WebSocketConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @Test
    void withoutAnySettingTheEngineHasItsDefaults() {
        Settings settings = read();

        assertThat(settings.broker()).isEqualTo(BrokerConfig.DEFAULT);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.access()).isEqualTo(new AccessSettings(Map.of(), true));
        assertThat(settings.store())
                .isEqualTo(new StoreSettings("jdbc:sqlite:./data/holdfast.db", null, null, 102_400, "FULL"));
        assertThat(settings.store().file())
                .isEqualTo(Path.of("data/holdfast.db").toAbsolutePath());
    }

    @Test
    void everySettingReachesItsRecord() {
        Settings settings = read(
                "holdfast.mqtt.host", "::1",
                "holdfast.mqtt.port", "1884",
                "holdfast.mqtt.max-packet-size", "2000",
                "holdfast.mqtt.max-connections", "3",
                "holdfast.mqtt.connect-timeout", "400",
                "holdfast.websocket.host", "127.0.0.2",
                "holdfast.websocket.port", "8084",
                "holdfast.websocket.path", "/plant/mqtt",
                "holdfast.websocket.allowed-origins", "https://example.org, http://plant:8080",
                "holdfast.sqlite.disk-cache-size", "500",
                "holdfast.sqlite.mounted-file-path", "/srv/holdfast",
                "holdfast.sqlite.flush-mem-threshold", "6",
                "holdfast.sqlite.resend-interval", "700",
                "holdfast.sqlite.synchronous", "NORMAL",
                "holdfast.retained.acknowledge", "received",
                "holdfast.retained.flush-interval", "800",
                "holdfast.retained.max-waiting-topics", "9",
                "holdfast.retained.max-waiting-bytes", "10000",
                "holdfast.session.max-expiry", "11",
                "holdfast.session.max-queued-messages", "12",
                "holdfast.session.max-queued-bytes", "13000",
                "holdfast.session.receive-maximum", "14",
                "holdfast.session.max-inflight", "15",
                "holdfast.session.topic-alias-maximum", "16",
                "holdfast.session.resend-interval", "900",
                "holdfast.sys.interval", "18",
                "holdfast.node", "17");

        assertThat(settings.broker().listener().host()).isEqualTo("::1");
        assertThat(settings.broker().listener().port()).isEqualTo(1884);
        assertThat(settings.broker().listener().packets().size()).isEqualTo(2000);
        assertThat(settings.broker().listener().maximumConnections()).isEqualTo(3);
        assertThat(settings.broker().listener().connectTimeout()).isEqualTo(Duration.ofMillis(400));
        assertThat(settings.broker().webSocket())
                .isEqualTo(new WebSocketConfig(
                        "127.0.0.2", 8084, "/plant/mqtt", Set.of("https://example.org", "http://plant:8080")));
        assertThat(settings.store().diskCacheKilobytes()).isEqualTo(500);
        assertThat(settings.store().file()).isEqualTo(Path.of("/srv/holdfast/holdfast.db"));
        assertThat(settings.store().synchronous()).isEqualTo("NORMAL");
        assertThat(settings.broker().commits().flushThreshold()).isEqualTo(6);
        assertThat(settings.broker().commits().resendInterval()).isEqualTo(Duration.ofMillis(700));
        assertThat(settings.broker().retained().acknowledge()).isEqualTo(Acknowledge.RECEIVED);
        assertThat(settings.broker().commits().maximumWaiting()).isEqualTo(9);
        assertThat(settings.broker().commits().maximumWaitingBytes()).isEqualTo(10_000);
        assertThat(settings.broker().retained().node()).isEqualTo(17);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(800));
        assertThat(settings.broker().session().maximumExpiry()).isEqualTo(Duration.ofSeconds(11));
        assertThat(settings.broker().session().maximumQueuedMessages()).isEqualTo(12);
        assertThat(settings.broker().session().maximumQueuedBytes()).isEqualTo(13_000);
        assertThat(settings.broker().session().receiveMaximum()).isEqualTo(14);
        assertThat(settings.broker().session().maximumInflight()).isEqualTo(15);
        assertThat(settings.broker().session().topicAliasMaximum()).isEqualTo(16);
        assertThat(settings.broker().session().resendInterval()).isEqualTo(Duration.ofMillis(900));
        assertThat(settings.broker().sysInterval()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void whatTheServerOffersCanBeLimited() {
        ConnectConfig connect = read(
                        "holdfast.mqtt.max-keep-alive", "60",
                        "holdfast.mqtt.max-qos", "1",
                        "holdfast.mqtt.retain-available", "false",
                        "holdfast.mqtt.wildcard-subscriptions", "true",
                        "holdfast.mqtt.shared-subscriptions", "false",
                        "holdfast.mqtt.subscription-identifiers", "true",
                        "holdfast.mqtt.response-topic-prefix", "answers",
                        "holdfast.mqtt.redirect", "server-moved",
                        "holdfast.mqtt.server-reference", "other:1883")
                .broker()
                .connect();

        assertThat(connect)
                .isEqualTo(new ConnectConfig(
                        new Capabilities(QoS.AT_LEAST_ONCE, false, true, true, false),
                        60,
                        "answers",
                        new Redirection(ReasonCode.SERVER_MOVED, "other:1883")));
    }

    @Test
    void responseInformationAndSingleSubscriptionsCanBeSwitchedOff() {
        ConnectConfig connect = read(
                        "holdfast.mqtt.response-topic-prefix", "none",
                        "holdfast.mqtt.wildcard-subscriptions", "false",
                        "holdfast.mqtt.subscription-identifiers", "false",
                        "holdfast.mqtt.redirect", "use-another-server")
                .broker()
                .connect();

        assertThat(connect)
                .isEqualTo(new ConnectConfig(
                        new Capabilities(QoS.EXACTLY_ONCE, true, false, false, true),
                        0,
                        null,
                        new Redirection(ReasonCode.USE_ANOTHER_SERVER, null)));
    }

    @Test
    void environmentVariablesAreSettingsToo() {
        Settings settings = read("HOLDFAST_MQTT_PORT", "1885", "HOLDFAST_SQLITE_MOUNTED_FILE_PATH", "/env");

        assertThat(settings.broker().listener().port()).isEqualTo(1885);
        assertThat(settings.store().file()).isEqualTo(Path.of("/env/holdfast.db"));
    }

    @Test
    void whatIsNotOursIsIgnored() {
        assertThat(read("java.version", "17", "PATH", "/bin", "holdfastish", "1")
                        .broker())
                .isEqualTo(BrokerConfig.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "holdfast.mqtt.prt, holdfast.mqtt.port",
        "holdfast.sqlite.disk_cache_size, holdfast.sqlite.disk-cache-size",
        "holdfast.retained.acknowlege, holdfast.retained.acknowledge",
        "holdfast.flush-interval, holdfast.retained.flush-interval",
        "HOLDFAST_MQTT_PROT, HOLDFAST_MQTT_PORT",
        "HOLDFAST_SQLITE_RESENDINTERVAL, HOLDFAST_SQLITE_RESEND_INTERVAL"
    })
    void unknownKeyStopsTheStartAndTheNearestOneIsNamed(String unknown, String nearest) {
        assertThatThrownBy(() -> read(unknown, "1"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(unknown + " is not a setting. Did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @CsvSource({
        "holdfast.mqtt.port, 65536, 0 to 65535",
        "holdfast.mqtt.port, -1, 0 to 65535",
        "holdfast.mqtt.port, mqtt, 0 to 65535",
        "holdfast.mqtt.port, '', 0 to 65535",
        "holdfast.sqlite.flush-mem-threshold, 0, 1 to 1000000",
        "holdfast.sqlite.resend-interval, 5s, 10 to 3600000",
        "holdfast.session.receive-maximum, 65536, 1 to 65535",
        "holdfast.retained.max-waiting-bytes, 99999999999999999999, 1024 to 1099511627776",
        "holdfast.retained.acknowledge, Committed, committed or received",
        "holdfast.sqlite.synchronous, OFF, FULL or NORMAL",
        "holdfast.access.allow-anonymous, yes, true or false",
        "holdfast.mqtt.max-qos, 3, 0 to 2",
        "holdfast.mqtt.redirect, on, off or use-another-server or server-moved",
        "holdfast.mqtt.response-topic-prefix, a/#, 'a Topic Name, or none'",
        "holdfast.mqtt.host, ' ', a host name or an IP address",
        "holdfast.websocket.port, 65536, 0 to 65535 or off",
        "holdfast.websocket.port, none, 0 to 65535 or off",
        "holdfast.websocket.path, mqtt, 'a path of letters, digits, - . _ ~ and /'",
        "holdfast.websocket.path, //mqtt, 'a path of letters, digits, - . _ ~ and /'",
        "holdfast.websocket.path, /mqtt?x, 'a path of letters, digits, - . _ ~ and /'",
        "holdfast.websocket.allowed-origins, https://example.org/, "
                + "'* or a comma-separated list of origins such as https://example.org'",
        "holdfast.websocket.allowed-origins, example.org, "
                + "'* or a comma-separated list of origins such as https://example.org'",
        "holdfast.datasource.url, mysql://x, jdbc:sqlite:... or jdbc:postgresql:..."
    })
    void valueThatIsNotAllowedStopsTheStartAndWhatIsAllowedIsNamed(String key, String value, String allowed) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessage("%s is '%s', but must be: %s.", key, value.strip(), allowed);
    }

    @ParameterizedTest
    @CsvSource({"url, jdbc:postgresql://db/holdfast", "user, me", "password, secret"})
    void dataSourceOfTheServerAndOneOfOurOwnAreTooMany(String name, String value) {
        assertThatThrownBy(() -> read("holdfast.datasource.jndi", "jdbc/plant", "holdfast.datasource." + name, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("holdfast.datasource.jndi and holdfast.datasource." + name + " are both set")
                .hasMessageNotContaining("secret");
    }

    @Test
    void dataSourceOfTheServerIsUnseenUntilItIsLookedAt() {
        StoreSettings store = read("holdfast.datasource.jndi", "jdbc/plant").store();
        assertThat(store.isUnseen()).isTrue();
        assertThat(store.isSqlite()).isFalse();
        assertThat(store.location()).isEqualTo("jndi:jdbc/plant");
        assertThat(store.seen("jdbc:sqlite:file:/srv/plant.db?cache=private").file())
                .isEqualTo(Path.of("/srv/plant.db"));
    }

    /** Payara names it after a web application whose cookies have SameSite: holdfast.war. */
    @Test
    void propertyThatTheServerNamesAfterTheApplicationIsNoSetting() {
        assertThat(read("holdfast.sameSite", "Strict")).isNotNull();
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> read("holdfast.mqtt.port", "x", "holdfast.nonsense", "1"))
                .hasMessageContaining("holdfast.mqtt.port is 'x'")
                .hasMessageContaining("holdfast.nonsense is not a setting")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "10.1.2.3, 127.0.0.1", "127.0.0.2, 127.0.0.2", "localhost, localhost", "::1, ::1"
    })
    void withoutUsersOnlyThisMachineIsListenedTo(String configured, String effective) {
        assertThat(read("holdfast.mqtt.host", configured).broker().listener().host())
                .isEqualTo(effective);
    }

    @Test
    void withUsersEveryAddressIsListenedToUnlessOneIsNamed() {
        assertThat(read("holdfast.access.users.alice", "x").broker().listener().host())
                .isEqualTo("0.0.0.0");
        assertThat(read("holdfast.access.users.alice", "x", "holdfast.mqtt.host", "10.1.2.3")
                        .broker()
                        .listener()
                        .host())
                .isEqualTo("10.1.2.3");
    }

    private static WebSocketConfig webSocket(String... namesAndValues) {
        return Objects.requireNonNull(read(namesAndValues).broker().webSocket());
    }

    @Test
    void theWebSocketIsWhereMqttIsUnlessAnAddressIsNamed() {
        assertThat(webSocket("holdfast.mqtt.host", "::1").host()).isEqualTo("::1");
        assertThat(webSocket("holdfast.mqtt.host", "::1", "holdfast.websocket.host", "127.0.0.2")
                        .host())
                .isEqualTo("127.0.0.2");
        assertThat(webSocket("holdfast.access.users.alice", "x").host()).isEqualTo("0.0.0.0");
        assertThat(webSocket("holdfast.access.users.alice", "x", "holdfast.websocket.host", "10.1.2.3")
                        .host())
                .isEqualTo("10.1.2.3");
    }

    @Test
    void withoutUsersTheWebSocketIsForThisMachineOnly() {
        assertThat(webSocket("holdfast.websocket.host", "0.0.0.0").host()).isEqualTo("127.0.0.1");
        assertThat(webSocket("holdfast.websocket.host", "10.1.2.3").host()).isEqualTo("127.0.0.1");
    }

    @Test
    void theWebSocketCanBeSwitchedOff() {
        assertThat(read("holdfast.websocket.port", "off").broker().webSocket()).isNull();
    }

    @Test
    void pagesFromElsewhereMayConnectWhereNobodyIsAnonymousOrWhenTheyAreListed() {
        assertThat(webSocket().allowedOrigins()).isEmpty();
        assertThat(webSocket("holdfast.access.users.alice", "x").allowedOrigins())
                .containsExactly("*");
        assertThat(webSocket("holdfast.access.users.alice", "x", "holdfast.access.allow-anonymous", "true")
                        .allowedOrigins())
                .isEmpty();
        assertThat(webSocket("holdfast.websocket.allowed-origins", "*").allowedOrigins())
                .containsExactly("*");
        assertThat(webSocket("holdfast.websocket.allowed-origins", "null,https://example.org:8443")
                        .allowedOrigins())
                .containsExactlyInAnyOrder("null", "https://example.org:8443");
    }

    @Test
    void usersComeFromFilesAndFromTheEnvironment() {
        AccessSettings access = read("holdfast.access.users.Alice.B", "p1", "HOLDFAST_ACCESS_USERS_BOB", "p2")
                .access();

        assertThat(access).isEqualTo(new AccessSettings(Map.of("Alice.B", "p1", "bob", "p2"), false));
    }

    @Test
    void anonymousClientsMayBeAllowedBesideUsers() {
        assertThat(read("holdfast.access.users.alice", "x", "holdfast.access.allow-anonymous", "true")
                        .access()
                        .isAnonymousAllowed())
                .isTrue();
    }

    @Test
    void brokerThatNobodyCouldConnectToDoesNotStart() {
        assertThatThrownBy(() -> read("holdfast.access.allow-anonymous", "false"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nobody could connect");
    }

    @Test
    void userWithoutPasswordStopsTheStart() {
        assertThatThrownBy(() -> read("holdfast.access.users.alice", ""))
                .isInstanceOf(SettingsException.class)
                .hasMessage("holdfast.access.users.alice has no password.");
    }

    @ParameterizedTest
    @CsvSource({
        "alice, SCRAM-SHA-256$4096:AAAA$KEY, is not SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>.",
        "alice, SCRAM-SHA-256$1000:AAAA$KEY:KEY, has fewer than 4096 iterations.",
        "'a\u00A0b', SCRAM-SHA-256$4096:AAAA$KEY:KEY, 'has a SCRAM verifier, but a name that SCRAM does not permit.'"
    })
    void userWithAVerifierThatIsOfNoUseStopsTheStart(String user, String verifier, String problem) {
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertThatThrownBy(() -> read("holdfast.access.users." + user, verifier.replace("KEY", key)))
                .isInstanceOf(SettingsException.class)
                .hasMessage("holdfast.access.users." + user + " " + problem);
    }

    @Test
    void usersPrefixAloneIsNoUser() {
        assertThatThrownBy(() -> read("holdfast.access.users.", "x")).isInstanceOf(SettingsException.class);
    }

    @Test
    void effectiveSettingsShowTheirSourceAndNoPasswords() {
        Settings settings = read(
                "holdfast.mqtt.port", "1884",
                "holdfast.access.users.alice", "secret1",
                "holdfast.datasource.url", "jdbc:postgresql://db/holdfast?password=secret2",
                "holdfast.datasource.user", "holdfast",
                "holdfast.datasource.password", "secret3");

        assertThat(settings.effective().toString() + settings)
                .doesNotContain("secret1", "secret2", "secret3")
                .contains("holdfast.mqtt.port=1884", "holdfast.access.users.alice=********");
        assertThat(settings.effective())
                .contains(new EffectiveSetting("holdfast.mqtt.port", "1884", "test"))
                .contains(new EffectiveSetting("holdfast.mqtt.host", "0.0.0.0", "default"))
                .contains(new EffectiveSetting("holdfast.websocket.host", "0.0.0.0", "default"))
                .contains(new EffectiveSetting("holdfast.websocket.allowed-origins", "*", "default"))
                .contains(new EffectiveSetting("holdfast.node", "0", "default"));
    }

    @Test
    void databaseOfAUrlIsNamedWithoutItsParameters() {
        StoreSettings store = read("holdfast.datasource.url", "jdbc:postgresql://db:5432/holdfast?password=secret")
                .store();

        assertThat(store.isSqlite()).isFalse();
        assertThat(store.location()).isEqualTo("jdbc:postgresql://db:5432/holdfast");
    }
}
