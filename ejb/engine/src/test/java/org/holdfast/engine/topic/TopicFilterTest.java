package org.holdfast.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.holdfast.engine.conformance.Normative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    @ParameterizedTest
    @CsvSource({
        "a,             a",
        "a/b,           a/b",
        "+,             a",
        "a/+,           a/b",
        "a/+,           a/",
        "+/b,           /b",
        "/+,            /b",
        "+/+,           /",
        "+/+/+,         //",
        "a/+/c,         a/b/c",
        "a/+/c,         a//c",
        "#,             a",
        "#,             a/b/c",
        "#,             /",
        "a/#,           a",
        "a/#,           a/",
        "a/#,           a/b/c",
        "/#,            /",
        "/#,            /a",
        "+/#,           a/b/c",
        "+/b/#,         a/b",
        "$SYS/#,        $SYS",
        "$SYS/#,        $SYS/a",
        "$SYS/+,        $SYS/a",
        "a/+/b,         a/$x/b",
        "a/#,           a/$x",
        "$share/g/a/#,  a/b",
        "$share/g/#,    a",
        "$share/g//a,   /a",
        "$sharex/a,     $sharex/a",
        "$shar/+,       $shar/a"
    })
    @Normative(
            value = {"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.2-1", "MQTT-4.7.3-4"},
            mqtt3 = {"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.2-1", "MQTT-4.7.3-4"})
    void theFilterMatches(String filter, String name) {
        assertThat(TopicFilter.of(filter).matches(TopicName.of(name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a,             A",
        "a,             /a",
        "a,             a/",
        "a/b,           a",
        "a/b,           a/b/c",
        "a//b,          a/b",
        "a/b,           a//b",
        "+,             a/b",
        "+,             /a",
        "+/+,           a",
        "a/+,           a",
        "a/+,           a/b/c",
        "a/#,           ab",
        "a/#,           b",
        "a/b/#,         a",
        "+/b/#,         a",
        "/#,            a",
        "#,             $SYS",
        "#,             $SYS/a",
        "+,             $x",
        "+/a,           $SYS/a",
        "+/#,           $SYS/a",
        "$share/g/#,    $SYS/a",
        "$share/g/a,    $share/g/a"
    })
    @Normative(
            value = {"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.2-1", "MQTT-4.7.3-4"},
            mqtt3 = {"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.2-1", "MQTT-4.7.3-4"})
    void theFilterDoesNotMatch(String filter, String name) {
        assertThat(TopicFilter.of(filter).matches(TopicName.of(name))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a#",
                "#a",
                "##",
                "#/",
                "#/a",
                "a/#/b",
                "a+",
                "+a",
                "++",
                "a/+b/c",
                "a\0",
                "$share/",
                "$share/g",
                "$share/g/",
                "$share//a",
                "$share/+/a",
                "$share/#/a",
                "$share/g+/a",
                "$share/g/a#"
            })
    @Normative(
            value = {"MQTT-4.7.1-1", "MQTT-4.7.1-2", "MQTT-4.7.3-1", "MQTT-4.7.3-2", "MQTT-4.8.2-1", "MQTT-4.8.2-2"},
            mqtt3 = {"MQTT-4.7.1-2", "MQTT-4.7.1-3", "MQTT-4.7.3-1", "MQTT-4.7.3-2"})
    void aTextThatIsNoFilterIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicFilter.of(text));
    }

    @Test
    @Normative(value = "MQTT-4.7.3-3", mqtt3 = "MQTT-4.7.3-3")
    void aFilterMayBe65535BytesLongAndNoMore() {
        assertThat(TopicFilter.of("x".repeat(65_535)).depth()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TopicFilter.of("x".repeat(65_536)));
        assertThat(TopicFilter.of("ä".repeat(32_767)).depth()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TopicFilter.of("ä".repeat(32_768)));
    }

    @Test
    void aSharedFilterHasAShareNameAndTheLevelsBehindIt() {
        TopicFilter filter = TopicFilter.of("$share/consumers/a/+/#");
        assertThat(filter.isShared()).isTrue();
        assertThat(filter.shareName()).isEqualTo(new ShareName("consumers"));
        assertThat(filter.depth()).isEqualTo(3);
        assertThat(filter.level(0)).isEqualTo("a");
        assertThat(filter.level(2)).isEqualTo("#");
        assertThat(filter.value()).isEqualTo("$share/consumers/a/+/#");
    }

    @Test
    void aPlainFilterHasNoShareName() {
        assertThat(TopicFilter.of("a/b").isShared()).isFalse();
        assertThat(TopicFilter.of("a/b").shareName()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a, false, false", "a/+, true, false", "a/#, true, false", "+/a, true, true", "#, true, true"})
    void itKnowsItsWildcards(String filter, boolean any, boolean first) {
        assertThat(TopicFilter.of(filter).hasWildcard()).isEqualTo(any);
        assertThat(TopicFilter.of(filter).startsWithWildcard()).isEqualTo(first);
    }

    @Test
    void filtersAreEqualByTheirTextShareNameIncluded() {
        assertThat(TopicFilter.of("a/+")).isEqualTo(TopicFilter.of("a/+")).hasSameHashCodeAs(TopicFilter.of("a/+"));
        assertThat(TopicFilter.of("$share/g/a"))
                .isNotEqualTo(TopicFilter.of("a"))
                .isNotEqualTo(TopicFilter.of("$share/h/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a+", "#"})
    @Normative({"MQTT-4.8.2-1", "MQTT-4.8.2-2"})
    void aTextThatIsNoShareNameIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ShareName(text));
    }
}
