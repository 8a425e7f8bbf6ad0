package org.holdfast.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalTrustTest {
    @RegisterExtension
    final TestBroker broker = TestBroker.create().authenticator((clientId, userName, password) -> false);

    @Test
    void aClientInThisJvmNeedsNoPassword() {
        RecordingReceiver receiver = new RecordingReceiver();

        broker.broker().locals().connect(new LocalConnect("local", true, 0, "app", 1, "a test"), receiver);

        assertThat(receiver.sessionPresent()).isFalse();
        assertThat(receiver.isClosed()).isFalse();
    }
}
