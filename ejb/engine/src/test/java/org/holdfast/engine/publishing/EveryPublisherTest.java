package org.holdfast.engine.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_3_1_1;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.time.Duration;
import org.holdfast.engine.local.LocalConnect;
import org.holdfast.engine.local.LocalDelivery;
import org.holdfast.engine.local.LocalReceiver;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.Payload;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedLimits;
import org.holdfast.engine.retained.RetainedLimits.WhenFull;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.RecordingStore;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same holds for everybody who publishes: clients, those in this JVM, the host, and Wills. */
class EveryPublisherTest {
    private static final String TOO_LARGE = "too large to be retained";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAXIMUM = 3;
    private static final int QUOTA_EXCEEDED = 0x97;

    private volatile boolean isLeaseHeld = true;

    private final RecordingStore store = new RecordingStore();
    private final TestBroker broker = TestBroker.create()
            .store(store)
            .retainedLimits(new RetainedLimits(100, MAXIMUM, 1 << 20, 10, WhenFull.REFUSE));

    /** Who publishes. */
    enum Who {
        CLIENT_5_0 {
            @Override
            void publish(TestBroker broker, Publication publication) {
                publishBy(broker.connect(MQTT_5_0, "publisher"), publication);
            }
        },
        CLIENT_3_1_1 {
            @Override
            void publish(TestBroker broker, Publication publication) {
                publishBy(broker.connect(MQTT_3_1_1, "publisher"), publication);
            }
        },
        LOCAL_CLIENT {
            @Override
            void publish(TestBroker broker, Publication publication) {
                assertThat(broker.broker()
                                .locals()
                                .connect(new LocalConnect("publisher", true, 0, null, 10, "bean"), new Deaf())
                                .publish(publication))
                        .succeedsWithin(LIMIT);
            }
        },
        HOST {
            @Override
            void publish(TestBroker broker, Publication publication) {
                assertThat(broker.broker().management().topics().publish(publication, "host"))
                        .succeedsWithin(LIMIT);
            }
        },
        WILL {
            @Override
            void publish(TestBroker broker, Publication publication) {
                int flags = 0x26 | publication.qos().value() << 3;
                RawClient client = broker.open(MQTT_5_0)
                        .send("10 .. @ %x 0000 [] s'publisher' [] s'%s' s'%s'"
                                .formatted(flags, publication.topic().value(), text(publication)));
                client.expectAccepted();
                client.close();
            }
        };

        /** Publishes a message, and waits until it is answered, if it is. */
        abstract void publish(TestBroker broker, Publication publication);

        private static String text(Publication publication) {
            return new String(publication.payload().bytes(), UTF_8);
        }

        private static void publishBy(RawClient client, Publication publication) {
            if (publication.payload().length() <= MAXIMUM) {
                client.publishRetained(
                        publication.topic().value(), publication.qos().value(), text(publication));
                return;
            }
            client.send("%x .. s'%s' %s [] '%s'"
                    .formatted(
                            0x31 | publication.qos().value() << 1,
                            publication.topic().value(),
                            publication.qos() == QoS.AT_MOST_ONCE ? "" : "0001",
                            text(publication)));
            if (publication.qos() == QoS.AT_MOST_ONCE) {
                client.barrier();
            } else if (client.protocol() == MQTT_5_0) {
                client.expectAck(ReceivedPacket.PUBACK, 1, QUOTA_EXCEEDED);
            } else {
                client.expectClosed();
            }
        }
    }

    private static final class Deaf implements LocalReceiver {
        @Override
        public void connected(boolean sessionPresent) {}

        @Override
        public void message(LocalDelivery delivery) {}

        @Override
        public void closed(ReasonCode reason, String explanation) {}
    }

    private static Publication retained(String topic, QoS qos, String payload) {
        return new Publication(
                TopicName.of(topic),
                Payload.of(payload.getBytes(UTF_8)),
                qos,
                true,
                Properties.NONE,
                Message.NO_EXPIRY_INTERVAL);
    }

    @AfterEach
    void stop() {
        store.release();
        broker.close();
    }

    /** Nobody would publish it again, but for those who are told. */
    @ParameterizedTest
    @EnumSource
    void whatIsRefusedAtQos0IsDeliveredUnlessItsPublisherIsTold(Who who) {
        assertDelivered(who, QoS.AT_MOST_ONCE, who != Who.LOCAL_CLIENT && who != Who.HOST);
    }

    /** Its publisher is told, and may publish it again: a Will has none. */
    @ParameterizedTest
    @EnumSource
    void whatIsRefusedAtQos1IsNotDeliveredUnlessItIsAWill(Who who) {
        assertDelivered(who, QoS.AT_LEAST_ONCE, who == Who.WILL);
    }

    private void assertDelivered(Who who, QoS qos, boolean isDelivered) {
        broker.start();
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("t", 0);

        who.publish(broker, retained("t", qos, TOO_LARGE));
        if (isDelivered) {
            subscriber.expectPublish("t", TOO_LARGE);
        }
        broker.connect(MQTT_5_0, "other").publish("t", 0, "on");

        subscriber.expectPublish("t", "on");
        assertThat(broker.broker().management().topics().view().get(TopicName.of("t")))
                .isNull();
    }

    @Test
    void hostWithoutTheLeaseIsRefused() {
        broker.lease(() -> isLeaseHeld).start();
        isLeaseHeld = false;

        assertThat(broker.broker()
                        .management()
                        .topics()
                        .publish(retained("t", QoS.AT_LEAST_ONCE, "on"), "host")
                        .join()
                        .explanation())
                .contains("another broker may have taken over");
    }

    /** With {@code holdfast.retained.acknowledge=received} nobody waits for the store. */
    @ParameterizedTest
    @EnumSource(names = "WILL", mode = EnumSource.Mode.EXCLUDE)
    void nobodyWaitsForACommitThatIsNotAskedFor(Who who) {
        broker.acknowledge(Acknowledge.RECEIVED).start();
        store.block();

        who.publish(broker, retained("t", QoS.AT_LEAST_ONCE, "on"));

        broker.connect(MQTT_5_0, "reader").subscribe("t", 0).expectPublish("t", "on");
    }
}
