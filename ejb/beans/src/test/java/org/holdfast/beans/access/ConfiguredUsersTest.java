package org.holdfast.beans.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.holdfast.beans.settings.AccessSettings;
import org.holdfast.engine.access.Authenticator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredUsersTest {
    private final Authenticator users = ConfiguredUsers.of(new AccessSettings(Map.of("alice", "s\u00e9same"), false));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "alice, s\u00e9same, true",
                "alice, sesame,      false",
                "alice, '',          false",
                "alice, -,           false",
                "Alice, s\u00e9same, false",
                "bob,   s\u00e9same, false",
                "bob,   -,           false",
                "'',    '',          false",
                "-,     s\u00e9same, false",
                "-,     -,           false"
            })
    void onlyAUserWithItsPasswordIsLetIn(@Nullable String user, @Nullable String password, boolean isLetIn) {
        assertThat(users.authenticate("client", user, bytes(password))).isEqualTo(isLetIn);
    }

    @Test
    void anonymousClientIsLetInWhereThatIsAllowedAndAWrongPasswordIsNot() {
        Authenticator both = ConfiguredUsers.of(new AccessSettings(Map.of("alice", "x"), true));

        assertThat(both.authenticate("client", null, null)).isTrue();
        assertThat(both.authenticate("client", "alice", bytes("x"))).isTrue();
        assertThat(both.authenticate("client", "alice", bytes("y"))).isFalse();
        assertThat(both.authenticate("client", "bob", bytes("x"))).isFalse();
    }

    @Test
    void withoutUsersEverybodyIsLetIn() {
        Authenticator anyone = ConfiguredUsers.of(new AccessSettings(Map.of(), true));

        assertThat(anyone.authenticate("client", null, null)).isTrue();
        assertThat(anyone.authenticate("client", "whoever", bytes("whatever"))).isTrue();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
