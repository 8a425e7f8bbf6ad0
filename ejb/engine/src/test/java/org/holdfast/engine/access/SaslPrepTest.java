package org.holdfast.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPrepTest {
    @ParameterizedTest
    @CsvSource({ // the first five are the examples of RFC 4013, section 3
        "I\u00ADX,           IX",
        "user,               user",
        "USER,               USER",
        "\u00AA,             a",
        "\u2168,             IX",
        "se\u0301same,  s\u00E9same",
        "a\u00A0b\u3000c,    a b c",
        "a\u200Bb,           a b",
        "a\u200D\uFE0Fb,     ab",
        "\uFF41\uFB01,       afi",
        "\u06271\u0628, \u06271\u0628", // right to left, with a digit inside
        "\uD83D\uDD11,       \uD83D\uDD11"
    })
    void whatMeansTheSameBecomesTheSame(String text, String prepared) {
        assertThat(SaslPrep.prepare(text)).isEqualTo(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "\u00AD", // nothing left
                "a\u0007", // RFC 4013, section 3: a control character
                "\u06271", // RFC 4013, section 3: from right to left, and does not end so
                "\u0627a\u0628", // both directions
                "a\u0085",
                "a\u2028",
                "a\u202E",
                "a\uE000",
                "a\uFDD0",
                "a\uFFFD",
                "a\u2FF0",
                "a\uD83F\uDFFE", // U+1FFFE
                "a\uDB40\uDC20", // a tag
                "a\uD800" // half a character
            })
    void whatIsForbiddenIsRefused(String text) {
        assertThatThrownBy(() -> SaslPrep.prepare(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsPreparedStaysAsItIs() {
        for (int codePoint = 0; codePoint <= Character.MAX_VALUE; codePoint++) {
            String text = Character.toString(codePoint);
            String prepared;
            try {
                prepared = SaslPrep.prepare(text);
            } catch (IllegalArgumentException forbidden) {
                continue;
            }
            assertThat(SaslPrep.prepare(prepared)).isEqualTo(prepared);
        }
    }
}
