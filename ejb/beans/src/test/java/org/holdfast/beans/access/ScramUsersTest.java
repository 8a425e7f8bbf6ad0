package org.holdfast.beans.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.settings.AccessSettings;
import org.holdfast.engine.access.AuthenticationMethod;
import org.holdfast.engine.access.AuthenticationMethod.Exchange;
import org.holdfast.engine.access.AuthenticationMethod.Step.Continue;
import org.holdfast.engine.access.AuthenticationMethod.Step.Failure;
import org.holdfast.engine.access.AuthenticationMethod.Step.Success;
import org.holdfast.engine.access.Authenticator;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.testing.ScramClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScramUsersTest {
    private static final String PENCIL = // as PostgreSQL writes it
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                    + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static final AccessSettings SETTINGS = new AccessSettings(
            Map.of(
                    "alice", "s\u00e9same",
                    "bob", PENCIL,
                    "\u2168", "right",
                    "carol", "b\u0007ell"),
            false);
    private static final AuthenticationMethod SCRAM =
            ScramUsers.methods(SETTINGS).get(0);

    private static List<AuthenticationMethod> methods(Map<String, String> users) {
        return ScramUsers.methods(new AccessSettings(users, true));
    }

    private static Payload payload(String message) {
        return Payload.of(message.getBytes(StandardCharsets.UTF_8));
    }

    private static AuthenticationMethod.Step outcome(ScramClient client) {
        Exchange exchange = SCRAM.begin("client");
        Continue challenge = (Continue) exchange.next(payload(client.first()));
        return exchange.next(payload(client.last(new String(challenge.data().bytes(), StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({"alice, s\u00e9same", "bob, pencil"})
    void whoKnowsThePasswordIsLetInHoweverItIsConfigured(String user, String password) {
        assertThat(outcome(new ScramClient(user, password, "abc")))
                .isInstanceOfSatisfying(
                        Success.class, success -> assertThat(success.userName()).isEqualTo(user));
    }

    @ParameterizedTest
    @CsvSource({
        "alice, sesame",
        "bob,   wrong",
        "bob,   '" + PENCIL + "'",
        "Alice, s\u00e9same",
        "IX,    right", // which is how SASLprep writes the third one's name
        "carol, b\u0007ell"
    })
    void whoDoesNotIsNot(String user, String password) {
        assertThat(outcome(new ScramClient(user, password, "abc"))).isInstanceOf(Failure.class);
    }

    @Test
    void withoutUsersThereIsNoMethod() {
        assertThat(methods(Map.of())).isEmpty();
        assertThat(methods(Map.of("\u2168", "right"))).isEmpty();
        assertThat(methods(Map.of("alice", "x"))).singleElement().satisfies(method -> assertThat(method.name())
                .isEqualTo("SCRAM-SHA-256"));
    }

    @ParameterizedTest
    @CsvSource({"alice, s\u00e9same, true", "\u2168, right, true", "carol, b\u0007ell, true", "bob, pencil, false"})
    void aPlainPasswordIsForThoseWhoseIsConfigured(String user, String password, boolean isLetIn) {
        Authenticator plain = ConfiguredUsers.of(SETTINGS);
        assertThat(plain.authenticate("client", user, password.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(isLetIn);
        assertThat(plain.authenticate("client", "bob", PENCIL.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
