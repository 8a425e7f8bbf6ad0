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

    @ParameterizedTest
    @ValueSource(ints = {33, 1_000, 60_000})
    void jsonThatIsNestedTooDeeplyIsShownAsTextOnly(int depth) {
        assertThat(of("[".repeat(depth)).getJson()).isNull();
        assertThat(of("[".repeat(depth / 2) + "]".repeat(depth / 2)).getText()).isNotNull();
        assertThat(of("{\"a\":".repeat(depth / 3) + "1" + "}".repeat(depth / 3)).getText())
                .isNotNull();
        assertThat(of("[".repeat(depth) + "]".repeat(depth)).getJson()).isNull();
    }

    @Test
    void bracketsInTextsAndBesideEachOtherAreNotNested() {
        String flat = "[\"" + "[".repeat(100) + "\\\"[[[\"" + ",[],{}".repeat(100) + "]";
        assertThat(of(flat).getJson()).isNotNull();
        assertThat(of("[".repeat(32) + "]".repeat(32)).getJson()).isNotNull();
    }

    /** A form of HTML changes line breaks, loses U+0000, and drops a line break at the beginning. */
    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\rb", "a\u0000b", "\u001b[1m", "\nfirst"})
    void textThatAFormWouldChangeIsNotEditedAsText(String text) {
        assertThat(of(text).getEditableText()).isNull();
        assertThat(of(text).getText()).isEqualTo(text);
        assertThat(of(text).isEditable()).isTrue(); // in base64
    }

    @Test
    void whatIsShownInPartIsNotEdited() {
        assertThat(of("x".repeat(65_536)).getEditableText()).hasSize(65_536);
        assertThat(of("x".repeat(65_537)).getEditableText()).isNull();
        assertThat(of("x".repeat(65_537)).isEditable()).isFalse();
        assertThat(of("a\tb\nc \u00e9\ud83d\ude00").getEditableText()).isEqualTo("a\tb\nc \u00e9\ud83d\ude00");
        assertThat(new PayloadView(new byte[] {(byte) 0xff}).getEditableText()).isNull();
        assertThat(new PayloadView(new byte[] {(byte) 0xff}).isEditable()).isTrue();
    }

    @Test
    void aCutTextEndsWithAWholeCharacter() {
        String cut = of("x".repeat(65_535) + "\ud83d\ude00".repeat(10)).getText();
        assertThat(cut).isEqualTo("x".repeat(65_535));
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
