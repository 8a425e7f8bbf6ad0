package org.holdfast.web.rest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsonBodiesTest {
    private static void check(String body) {
        JsonBodies.check(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "7", " {\"a\":{\"b\":[1,\"[[{\",{}]}} ", "{\"caf\u00e9\":true}"})
    void whatIsJsonPasses(String body) {
        assertThatCode(() -> check(body)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":[", "{\"x\":{", "{\"x\":[1,2}", "{", "[[]", "{} {}", "{\"a\"}", " ", "off", "\"a"})
    void whatIsNotJsonToItsEndIsRefused(String body) {
        assertThatThrownBy(() -> check(body)).isInstanceOf(JsonException.class);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        assertThatCode(() -> check("[".repeat(32) + "]".repeat(32))).doesNotThrowAnyException();
        for (int depth : new int[] {33, 60_000}) {
            assertThatThrownBy(() -> check("[".repeat(depth) + "]".repeat(depth)))
                    .isInstanceOf(JsonException.class);
            assertThatThrownBy(() -> check("{\"x\":".repeat(depth))).isInstanceOf(JsonException.class);
        }
    }
}
