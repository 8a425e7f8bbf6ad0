package org.holdfast.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {
    @Test
    void whatIsBuiltIsReadBack() {
        Properties properties = Properties.builder()
                .userProperty("b", "1")
                .payloadUtf8()
                .contentType("text/plain")
                .responseTopic("reply/ä")
                .correlationData(new byte[] {0, -1, 1})
                .userProperty("a", "")
                .userProperty("b", "1")
                .build();
        Properties read = Properties.decode(properties.encoded());
        assertThat(read).isEqualTo(properties).hasSameHashCodeAs(properties);
        assertThat(read.isPayloadUtf8()).isTrue();
        assertThat(read.contentType()).isEqualTo("text/plain");
        assertThat(read.responseTopic()).isEqualTo("reply/ä");
        assertThat(read.correlationData()).containsExactly(0, -1, 1);
        assertThat(read.userProperties())
                .containsExactly(new UserProperty("b", "1"), new UserProperty("a", ""), new UserProperty("b", "1"));
    }

    @Test
    void theEncodingIsThatOfTheStandard() {
        Properties properties = Properties.builder()
                .payloadUtf8()
                .contentType("t")
                .responseTopic("r")
                .correlationData(new byte[] {7})
                .userProperty("k", "v")
                .build();
        assertThat(HexFormat.of().formatHex(properties.encoded()))
                .isEqualTo(
                        "0101" // Payload Format Indicator
                                + "03000174" // Content Type
                                + "08000172" // Response Topic
                                + "09000107" // Correlation Data
                                + "2600016b000176"); // User Property
    }

    @Test
    void withoutPropertiesThereIsNothing() {
        assertThat(Properties.builder().build()).isSameAs(Properties.NONE);
        assertThat(Properties.decode(new byte[0])).isSameAs(Properties.NONE);
        assertThat(Properties.NONE.isEmpty()).isTrue();
        assertThat(Properties.NONE.isPayloadUtf8()).isFalse();
        assertThat(Properties.NONE.contentType()).isNull();
        assertThat(Properties.NONE.responseTopic()).isNull();
        assertThat(Properties.NONE.correlationData()).isNull();
        assertThat(Properties.NONE.userProperties()).isEmpty();
    }

    @Test
    void aPayloadFormatIndicatorOfZeroIsNotUtf8() {
        assertThat(Properties.decode(new byte[] {1, 0}).isPayloadUtf8()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01", // Payload Format Indicator without its value
                "03", // Content Type without its length
                "0300", // half a length
                "030002 74", // shorter than its length
                "09ffff 00",
                "26 0001 6b", // User Property without its value
                "26 0001 6b 0001", // with half of it
                "02 00000001", // Message Expiry Interval: changes on the way
                "23 0001", // Topic Alias: belongs to one hop
                "0b 01", // Subscription Identifier: belongs to one receiver
                "ff",
                "0101 7f"
            })
    void bytesThatAreNoSuchPropertiesAreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Properties.decode(bytes));
    }

    @Test
    void aValueMayBe65535BytesLongAndNoMore() {
        String longest = "x".repeat(65_535);
        Properties properties = Properties.builder()
                .contentType(longest)
                .userProperty(longest, longest)
                .build();
        assertThat(Properties.decode(properties.encoded()).contentType()).isEqualTo(longest);
        Properties.Builder builder = Properties.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.contentType(longest + "x"));
    }
}
