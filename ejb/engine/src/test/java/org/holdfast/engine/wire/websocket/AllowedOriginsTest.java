package org.holdfast.engine.wire.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AllowedOriginsTest {
    private final AllowedOrigins origins = new AllowedOrigins(Set.of(), "broker.example.org");

    @Test
    void nameThatTheBrokerListensOnIsItsOwnAndNoOtherIs() {
        assertThat(origins.accept("https://broker.example.org:8083", "Broker.example.org:8083"))
                .isTrue();
        assertThat(origins.accept("https://rebound.example.org:8083", "rebound.example.org:8083"))
                .isFalse();
    }

    @Test
    void requestWithoutAHostProvesNothing() {
        assertThat(origins.accept("https://broker.example.org:8083", null)).isFalse();
        assertThat(origins.accept("http://localhost:8083", null)).isTrue();
    }
}
