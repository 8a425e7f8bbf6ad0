package org.holdfast.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @ParameterizedTest
    @CsvSource({
        "a,            a,       true",
        "a,            b,       false",
        "a/b,          a,       false",
        "a,            a/b,     false",
        "+,            a,       true",
        "+,            a/b,     false",
        "a/+,          a/b,     true",
        "a/+,          a/,      true",
        "a/+,          a,       false",
        "a/+/c,        a/b/c,   true",
        "a/+/c,        a/b/d,   false",
        "#,            a,       true",
        "#,            a/b/c,   true",
        "a/#,          a,       true",
        "a/#,          a/b/c,   true",
        "a/#,          ab,      false",
        "a/b/#,        a,       false",
        "/+,           /a,      true",
        "+/+,          /a,      true",
        "+,            /a,      false",
        "#,            $SYS/a,  false",
        "+/a,          $SYS/a,  false",
        "$SYS/#,       $SYS/a,  true",
        "$SYS/+,       $SYS/a,  true",
        "$share/g/a/+, a/b,     true",
        "$share/g/#,   $SYS/a,  false",
        "abc,          abd,     false",
        "a/bc/d,       a/bd/d,  false"
    })
    void aFilterMatchesWhatTheStandardSays(String filter, String topic, boolean matches) {
        assertThat(Topics.matches(filter, topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "a//b", "+", "#", "+/#", "a/+/b/#", "$share/g/a/#", "$SYS/#", "a b"})
    void isAFilter(String filter) {
        assertThat(Topics.checkedFilter(filter)).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a#", "#/a", "a/#/b", "a+", "+a/b", "a\0", "$share/g", "$share//a", "$share/+/a", "$share/g/"
            })
    void isNoFilter(String filter) {
        assertThatThrownBy(() -> Topics.checkedFilter(filter)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/+", "#", "a\0b", "a\ud800"})
    void isNoName(String name) {
        assertThatThrownBy(() -> Topics.checkedName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameHasAtMost65535Bytes() {
        assertThat(Topics.checkedName("ä".repeat(32_767))).hasSize(32_767);
        assertThatThrownBy(() -> Topics.checkedName("ä".repeat(32_768)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a Topic Name must have at most 65,535 bytes");
    }
}
