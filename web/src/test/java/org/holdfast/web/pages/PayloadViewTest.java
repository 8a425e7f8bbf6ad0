package org.holdfast.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadViewTest {
    private static PayloadView of(String text) {
        return new PayloadView(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonHasEachValueInItsLine() {
        assertThat(of("{\"a\":[1,{\"b\":null}]}").getJson()).isEqualTo("""
                        {
                            "a": [
                                1,
                                {
                                    "b": null
                                }
                            ]
                        }""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "21.5", "{", "{\"a\":}", "[1,2", "{} x"})
    void whatIsNoJsonIsNotShownAsJson(String text) {
        assertThat(of(text).getJson()).isNull();
        assertThat(of(text).getText()).isEqualTo(text);
    }

    @Test
    void bytesThatAreNoTextAreNotShownAsText() {
        PayloadView view = new PayloadView(new byte[] {(byte) 0xff, 0, 'a'});
        assertThat(view.getText()).isNull();
        assertThat(view.getJson()).isNull();
        assertThat(view.getHex()).isEqualTo("00000000  ff 00 61" + "   ".repeat(13) + "  ..a\n");
        assertThat(view.getBase64()).isEqualTo("/wBh");
    }

    @Test
    void anImageIsKnownByItsBeginning() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        assertThat(new PayloadView(png).getImage()).startsWith("data:image/png;base64,iVBORw0KGgo=");
        assertThat(of("<svg onload='x'/>").getImage()).isNull();
        assertThat(of("").getImage()).isNull();
    }

    @Test
    void ofAVeryLargePayloadTheBeginningIsShown() {
        PayloadView view = of("x".repeat(1_000_000));
        assertThat(view.isCut()).isTrue();
        assertThat(view.getText()).hasSize(65_536);
        assertThat(view.getHex()).hasSizeLessThan(400_000);
        assertThat(of("x").isCut()).isFalse();
    }
}
