package org.holdfast.engine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session of a Client Identifier belongs to the user who has begun it. */
class SessionOwnerTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().authenticator((clientId, userName, password) -> true);

    /** @param flags without user name and password; 0: resumes */
    private static RawClient connect(TestBroker to, Protocol protocol, String flags, String user) {
        String expiry = protocol.hasProperties() ? "[11 00000e10]" : "[]";
        return to.open(protocol).send("10 .. @ %s 003c %s s'meter' s'%s' s'secret'".formatted(flags, expiry, user));
    }

    private RawClient resume(Protocol protocol, String user) {
        return connect(broker, protocol, "c0", user);
    }

    private static int refusal(Protocol protocol) {
        return protocol.hasProperties() ? 0x87 : 5;
    }

    @ParameterizedTest
    @EnumSource(names = {"MQTT_3_1_1", "MQTT_5_0"})
    void anotherUserNeitherTakesOverAClientNorGetsItsMessages(Protocol protocol) {
        RawClient alice = resume(protocol, "alice");
        alice.expectAccepted(false);
        alice.subscribe("secret", 1);

        resume(protocol, "bob").expectRefused(refusal(protocol));
        connect(broker, protocol, "c2", "bob").expectRefused(refusal(protocol)); // Clean Start would end it
        broker.open(protocol).send("10 .. @ 02 003c [] s'meter'").expectRefused(refusal(protocol)); // anonymous

        alice.barrier().disconnect();
        broker.connect(protocol, "publisher").publish("secret", 1, "hers");
        resume(protocol, "bob").expectRefused(refusal(protocol));
        RawClient again = resume(protocol, "alice");
        again.expectAccepted(true);
        again.acknowledge(again.expectPublish("secret", 1, "hers"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsStillHersAfterARestart(boolean areShared) {
        RecordingStore store = new RecordingStore();
        try (TestBroker first = TestBroker.create()
                .store(store)
                .authenticator((clientId, userName, password) -> true)
                .start()) {
            connect(first, MQTT_5_0, "c0", "alice").expectAccepted(false);
        }
        TestBroker next = TestBroker.create().store(store).authenticator((clientId, userName, password) -> true);
        try (TestBroker second = (areShared ? next.sharedByUsers() : next).start()) {
            if (areShared) {
                connect(second, MQTT_5_0, "c0", "bob").expectAccepted(true);
                connect(second, MQTT_5_0, "c0", "alice").expectAccepted(true);
            } else {
                connect(second, MQTT_5_0, "c0", "bob").expectRefused(0x87);
                connect(second, MQTT_5_0, "c0", "alice").expectAccepted(true);
            }
        }
    }

    @Test
    void applicationsStayApartEvenWhenAllUsersAreOne() {
        Owner alice = Owner.user("alice");
        assertThat(alice.shares(Owner.user("bob"), true)).isTrue();
        assertThat(alice.shares(Owner.ANONYMOUS, true)).isTrue();
        assertThat(alice.shares(Owner.APPLICATION, true)).isFalse();
        assertThat(Owner.APPLICATION.shares(alice, true)).isFalse();
        assertThat(Owner.UNKNOWN.shares(Owner.APPLICATION, false)).isTrue();
    }

    @Test
    void theIdentifierIsFreeWhenItsSessionHasEnded() {
        connect(broker, MQTT_5_0, "c2", "alice").expectAccepted(false);
        RawClient alice = broker.open(MQTT_5_0).send("10 .. @ c2 003c [] s'meter' s'alice' s'secret'");
        alice.expectAccepted(false);
        alice.disconnect();
        alice.expectClosed();
        resume(MQTT_5_0, "bob").expectAccepted(false);
    }
}
