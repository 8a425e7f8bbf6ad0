package org.holdfast.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void aTextStaysOnItsLine() {
        assertThat(LogText.of("größe/1")).isEqualTo("größe/1");
        assertThat(LogText.of("a\n2026-01-01 INFO b\r\t\u001b[2J\u0085\u2028"))
                .isEqualTo("a?2026-01-01 INFO b???[2J??");
        assertThat(LogText.of("x".repeat(61))).isEqualTo("x".repeat(60) + "...");
    }
}
