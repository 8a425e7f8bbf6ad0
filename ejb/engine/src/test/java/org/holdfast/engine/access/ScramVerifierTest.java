package org.holdfast.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScramVerifierTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Test
    void eachHasASaltOfItsOwn() {
        assertThat(ScramVerifier.derive("pencil"))
                .isNotEqualTo(ScramVerifier.derive("pencil"))
                .satisfies(verifier -> assertThat(verifier.salt().length()).isEqualTo(16));
    }

    @Test
    void passwordsThatMeanTheSameHaveTheSameKeys() {
        byte[] salt = "salt".getBytes(StandardCharsets.UTF_8);
        assertThat(ScramVerifier.derive("I\u00ADX", salt, 4_096))
                .isEqualTo(ScramVerifier.derive("\u2168", salt, 4_096));
    }

    @Test
    void aPasswordThatSaslPrepForbidsHasNone() {
        assertThatThrownBy(() -> ScramVerifier.derive("a\u0007")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTextOfAVerifierIsRead() {
        ScramVerifier verifier =
                ScramVerifier.derive("pencil", Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4_096);
        assertThat(ScramVerifier.parse("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="))
                .isEqualTo(verifier);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pencil                                | is not SCRAM
                    SCRAM-SHA-256$                        | is not SCRAM
                    SCRAM-SHA-256$4096:c2FsdA==$KEY       | is not SCRAM
                    SCRAM-SHA-256$x:c2FsdA==$KEY:KEY      | is not SCRAM
                    SCRAM-SHA-256$9999999999:c2FsdA==$KEY:KEY | is not SCRAM
                    SCRAM-SHA-256$4096:$KEY:KEY           | is not SCRAM
                    SCRAM-SHA-256$4096:c2FsdA==$KEY:KEY:KEY | is not SCRAM
                    SCRAM-SHA-256$4095:c2FsdA==$KEY:KEY   | fewer than 4096
                    SCRAM-SHA-256$4096:c2*sdA==$KEY:KEY   | not Base64
                    SCRAM-SHA-256$4096:c2FsdA==$c2FsdA==:KEY | not 32 bytes
                    SCRAM-SHA-256$4096:c2FsdA==$KEY:c2FsdA== | not 32 bytes
                    """)
    void aTextThatIsNoVerifierIsRefused(String text, String why) {
        assertThatThrownBy(() -> ScramVerifier.parse(text.replace("KEY", KEY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void aVerifierIsNotShown() {
        ScramVerifier verifier = ScramVerifier.derive("pencil");
        String key = Base64.getEncoder().encodeToString(verifier.storedKey().bytes());
        assertThat(verifier.toString()).doesNotContain(key).contains("32 bytes");
    }
}
