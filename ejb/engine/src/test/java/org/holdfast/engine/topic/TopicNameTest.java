package org.holdfast.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.holdfast.engine.conformance.Normative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "//", "a/b", " ", "$SYS/x", "ä/😀", "a\\b", "$share/g/t"})
    void aNameKeepsItsText(String text) {
        assertThat(TopicName.of(text).value()).isEqualTo(text);
        assertThat(TopicName.of(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "#", "a/+", "a/#", "a+", "#a", "a\0b"})
    @Normative(
            value = {"MQTT-3.3.2-2", "MQTT-4.7.0-1", "MQTT-4.7.3-1", "MQTT-4.7.3-2"},
            mqtt3 = {"MQTT-3.3.2-2", "MQTT-4.7.1-1", "MQTT-4.7.3-1", "MQTT-4.7.3-2"})
    void aTextThatIsNoNameIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TopicName.of(text));
    }

    @Test
    @Normative(value = "MQTT-4.7.3-3", mqtt3 = "MQTT-4.7.3-3")
    void aNameMayBe65535BytesLongAndNoMore() {
        assertThat(TopicName.of("x".repeat(65_535)).encodedLength()).isEqualTo(65_535);
        assertThatIllegalArgumentException().isThrownBy(() -> TopicName.of("x".repeat(65_536)));
    }

    @Test
    @Normative(value = "MQTT-4.7.3-3", mqtt3 = "MQTT-4.7.3-3")
    void itsLengthIsThatOfItsBytesNotOfItsCharacters() {
        assertThat(TopicName.of("ä".repeat(32_767)).encodedLength()).isEqualTo(65_534);
        assertThatIllegalArgumentException().isThrownBy(() -> TopicName.of("ä".repeat(32_768)));
        assertThat(TopicName.of("😀").encodedLength()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a | a", "a/b | a,b", "/ | ,", "/a | ,a", "a/ | a,", "// | ,,", "a//b | a,,b"})
    void eachSeparatorBeginsALevel(String text, String levels) {
        assertThat(String.join(",", TopicName.of(text).levels())).isEqualTo(levels);
    }

    @ParameterizedTest
    @CsvSource({"$SYS, true", "$, true", "a/$SYS, false", "/$, false", "a$, false"})
    void aDollarInFrontMakesItReserved(String text, boolean reserved) {
        assertThat(TopicName.of(text).isReserved()).isEqualTo(reserved);
    }

    @ParameterizedTest
    @CsvSource({"$SYS, true", "$SYS/x, true", "$SYS/, true", "$SYSTEM, false", "$SY, false", "$, false", "a/$SYS, false"
    })
    void whatBeginsWithTheLevelSysIsTheBrokers(String text, boolean sys) {
        assertThat(TopicName.of(text).isSys()).isEqualTo(sys);
    }

    @Test
    void namesAreEqualByTheirText() {
        assertThat(TopicName.of("a/b")).isEqualTo(TopicName.of("a/b")).hasSameHashCodeAs(TopicName.of("a/b"));
        assertThat(TopicName.of("a/b")).isNotEqualTo(TopicName.of("a/B")).isNotEqualTo(TopicName.of("a//b"));
    }
}
