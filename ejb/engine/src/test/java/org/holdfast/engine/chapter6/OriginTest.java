package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.RawWebSocket.GOOD_FIELDS;

import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.RawWebSocket.HttpAnswer;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages a browser may connect from (RFC 6455, section 10.2). */
class OriginTest {
    private static HttpAnswer answerTo(TestBroker broker, String origin) {
        return answerTo(broker, origin, "localhost");
    }

    private static HttpAnswer answerTo(TestBroker broker, String origin, String host) {
        RawWebSocket client = broker.openWebSocket();
        String fields = GOOD_FIELDS.replace("Host: localhost", "Host: " + host);
        return client.request("GET /mqtt HTTP/1.1", fields + "Origin: " + origin + "\n")
                .receiveAnswer();
    }

    /** Paho's Python client names the broker as its origin, with any scheme. */
    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:8083, 127.0.0.1:8083",
        "http://10.0.0.1:8083,   10.0.0.1:8083",
        "http://[fd00::7]:8083,  [fd00::7]:8083",
        "https://LocalHost:8083, localhost:8083"
    })
    void clientThatNamesTheBrokerAsItsOriginMayConnectWhicheverPagesAreListed(String origin, String host) {
        try (TestBroker broker = TestBroker.create()
                        .allowedOrigins("https://example.org")
                        .start();
                TestBroker anonymous = TestBroker.create().start()) {
            assertThat(answerTo(broker, origin, host).status()).isEqualTo(101);
            assertThat(answerTo(anonymous, origin, host).status()).isEqualTo(101);
        }
    }

    /** The owner of a name can let it lead to this machine after its page was loaded. */
    @ParameterizedTest
    @CsvSource({
        "http://rebound.example.org:8083, rebound.example.org:8083",
        "http://10.0.0.1.example.org,     10.0.0.1.example.org",
        "http://10.0.0.1:3000,            10.0.0.1:8083",
        "http://10.0.0.1@example.org,     10.0.0.1@example.org",
        "http://10.0.0.1,                 10.0.0.2"
    })
    void pageThatOnlyClaimsToBeOfTheBrokerMayNotConnect(String origin, String host) {
        try (TestBroker broker = TestBroker.create().start()) {
            assertThat(answerTo(broker, origin, host).status()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "https://LOCALHOST:8443", "http://127.0.0.1:8080", "http://[::1]:3000"})
    void pagesOfThisMachineMayConnect(String origin) {
        try (TestBroker broker = TestBroker.create().start()) {
            assertThat(answerTo(broker, origin).status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://localhost.example.org",
                "http://localhost@example.org",
                "http://example.org/localhost",
                "http://127.0.0.1.example.org",
                "http://10.0.0.1",
                "null", // a page that hides its origin
                "file://",
                "localhost",
                "not a URI"
            })
    void otherPagesMayNotAndAreToldWhichSettingSaysSo(String origin) {
        try (TestBroker broker = TestBroker.create().start()) {
            HttpAnswer answer = answerTo(broker, origin);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("holdfast.websocket.allowed-origins");
        }
    }

    @Test
    void listedPagesMayConnectAndNoOthers() {
        try (TestBroker broker = TestBroker.create()
                .allowedOrigins("https://example.org", "http://plant:8080")
                .start()) {
            assertThat(answerTo(broker, "https://Example.org").status()).isEqualTo(101);
            assertThat(answerTo(broker, "http://plant:8080").status()).isEqualTo(101);
            assertThat(answerTo(broker, "http://example.org").status()).isEqualTo(403);
            assertThat(answerTo(broker, "http://plant").status()).isEqualTo(403);
            assertThat(answerTo(broker, "http://localhost:3000").status()).isEqualTo(403);
            broker.openWebSocket().upgrade(); // no browser, no origin
        }
    }

    @Test
    void allPagesMayConnectWhereTheSettingSaysSo() {
        try (TestBroker broker = TestBroker.create().allowedOrigins("*").start()) {
            assertThat(answerTo(broker, "https://example.org").status()).isEqualTo(101);
            assertThat(answerTo(broker, "null").status()).isEqualTo(101);
        }
    }
}
