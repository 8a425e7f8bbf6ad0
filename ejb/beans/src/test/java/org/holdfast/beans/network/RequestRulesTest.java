package org.holdfast.beans.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRulesTest {
    private static RequestRules named(String... hosts) {
        return new RequestRules(Set.of(hosts), List.of(), 1);
    }

    private static RequestRules behind(String proxies) {
        return new RequestRules(Set.of(), Network.list(proxies), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080,       true",
        "192.0.2.7,            true",
        "[::1]:8080,           true",
        "[::1],                true",
        "localhost:8080,       true",
        "LOCALHOST,            true",
        "console.localhost:80, true",
        "holdfast:8080,        true",
        "attacker.example,     false",
        "127.0.0.1.example:80, false",
        ",                     false",
        "'',                   false"
    })
    void namesThatOthersCanPointHereAreRefused(@Nullable String host, boolean expected) {
        assertThat(named().accept(host)).isEqualTo(expected);
    }

    @Test
    void thisMachineIsKnownByItsName() throws UnknownHostException {
        assertThat(named().accept(InetAddress.getLocalHost().getHostName() + ":8080"))
                .isTrue();
    }

    @Test
    void namesOfTheSettingAreAccepted() {
        RequestRules rules = named("mqtt.example.org", "console.example.org");
        assertThat(rules.accept("Console.Example.org:443")).isTrue();
        assertThat(rules.accept("localhost")).isTrue();
        assertThat(rules.accept("example.org")).isFalse();
        assertThat(named("*").accept("anything.example")).isTrue();
        assertThat(named("*").accept(null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 192.0.2.9,                        192.0.2.9",
        "127.0.0.1, '203.0.113.1, 192.0.2.9',         192.0.2.9",
        "127.0.0.1, '203.0.113.1, 192.0.2.9, 10.1.1.1', 192.0.2.9",
        "127.0.0.1, '192.0.2.9, garbage',             127.0.0.1",
        "127.0.0.1, '192.0.2.9, garbage, 10.1.1.1',   10.1.1.1",
        "127.0.0.1, 10.1.1.1,                         10.1.1.1",
        "127.0.0.1, ,                                 127.0.0.1",
        "127.0.0.1, '',                               127.0.0.1",
        "192.0.2.1, 192.0.2.9,                        192.0.2.1"
    })
    void theClientIsTheLastOneThatIsNotATrustedProxy(String peer, @Nullable String forwardedFor, String client) {
        assertThat(behind("127.0.0.1,10.0.0.0/8").client(peer, forwardedFor)).isEqualTo(client);
    }

    @Test
    void withoutTrustedProxiesTheClientIsThePeer() {
        assertThat(behind("none").client("127.0.0.1", "192.0.2.9")).isEqualTo("127.0.0.1");
    }
}
