package org.holdfast.engine.chapter6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.RawWebSocket.GOOD_FIELDS;

import org.holdfast.engine.testing.RawWebSocket;
import org.holdfast.engine.testing.RawWebSocket.HttpAnswer;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages a browser may connect from (RFC 6455, section 10.2). */
class OriginTest {
    private static HttpAnswer answerTo(TestBroker broker, String origin) {
        RawWebSocket client = broker.openWebSocket();
        return client.request("GET /mqtt HTTP/1.1", GOOD_FIELDS + "Origin: " + origin + "\n")
                .receiveAnswer();
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
            assertThat(answerTo(broker, "http://localhost").status()).isEqualTo(403);
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
