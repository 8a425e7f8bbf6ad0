package org.holdfast.beans.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MqttLoginsTest {
    private final MqttLogins logins = new MqttLogins(new TestClock());

    @RegisterExtension
    final TestBroker broker = TestBroker.create()
            .loginGuard(logins)
            .authenticator((clientId, userName, password) -> userName == null
                    || (password != null && new String(password, StandardCharsets.UTF_8).equals("right")));

    private void expectRefused(int code, String user, String password) {
        broker.open(MQTT_5_0)
                .send("10 .. @ c2 003c [] s'a' s'%s' s'%s'".formatted(user, password))
                .expectRefused(code);
    }

    @Test
    void guessesOfOneUserEndAndOthersBehindTheSameAddressMayConnect() {
        for (int i = 0; i < 10; i++) {
            expectRefused(0x86, "alice", "wrong " + i);
        }
        expectRefused(0x9F, "alice", "right");
        broker.open(MQTT_3_1_1).send("10 .. @ c2 003c s'a' s'alice' s'right'").expectRefused(3);

        broker.open(MQTT_5_0).send("10 .. @ c2 003c [] s'b' s'bob' s'right'").expectAccepted(false);
        broker.connect(MQTT_5_0, "anonymous");
    }

    @Test
    void theFailuresOfAnAddressAreOneReport() {
        for (int i = 0; i < 3; i++) {
            expectRefused(0x86, "mallory\nadmin logged in", "guess");
        }
        expectRefused(0x86, "alice", "guess");

        assertThat(logins.takeReports())
                .isEqualTo(List.of(new MqttLogins.Report("127.0.0.1", 4, Set.of("alice", "mallory?admin logged in"))));
        assertThat(logins.takeReports()).isEmpty();
    }

    @Test
    void manyAddressesAreFewReports() {
        for (int i = 0; i < 10_000; i++) {
            logins.failed("user " + i, "10.0." + i / 256 + "." + i % 256);
        }
        assertThat(logins.takeReports()).hasSize(101).allSatisfy(report -> assertThat(report.users())
                .hasSizeLessThanOrEqualTo(10));
    }
}
