package org.holdfast.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.concurrent.Semaphore;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that does not know whether the store is still its own answers nobody, and goes on when it does. */
class LeaseTest {
    private final Semaphore refusals = new Semaphore(0);
    private volatile boolean isHeld = true;

    @RegisterExtension
    final TestBroker broker = TestBroker.create().lease(this::isHeld);

    private boolean isHeld() {
        boolean held = isHeld;
        if (!held) {
            refusals.release();
        }
        return held;
    }

    private void renew() {
        isHeld = true;
        broker.broker().leaseRenewed();
    }

    private long publishes() {
        return broker.broker().status().traffic().publishesReceived();
    }

    @Test
    void whatClientsSendWithoutItIsHandledWhenItIsHeldAgain() throws InterruptedException {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("a", 1);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        isHeld = false;
        publisher.send("32 .. s'a' 0001 [] 'x'"); // PUBLISH
        RawClient newcomer = broker.open(MQTT_5_0).send("10 .. @ 02 0000 [] s'newcomer'"); // CONNECT
        refusals.acquire(2); // both have been looked at

        assertThat(publishes()).isZero();
        renew();

        subscriber.expectPublish("a", 1, "x");
        publisher.expectAck(ReceivedPacket.PUBACK, 1);
        newcomer.expectAccepted();
    }
}
