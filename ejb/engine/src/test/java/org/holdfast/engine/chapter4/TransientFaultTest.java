package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;
import static org.holdfast.engine.testing.ReceivedPacket.PUBACK;
import static org.holdfast.engine.testing.ReceivedPacket.PUBCOMP;
import static org.holdfast.engine.testing.ReceivedPacket.PUBREC;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.TestBroker;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault of the broker itself while it handles a packet (section 4.8 of MQTT 3.1.1): one connection ends, no other. */
@Isolated("it looks at the log, which is everybody's")
class TransientFaultTest {
    private static final String FAULT = "the test lets this authorization fail";

    private final FaultyAuthorizer authorizer = new FaultyAuthorizer();
    private final Errors errors = new Errors();
    private final Logger log = Logger.getLogger("org.holdfast");

    @RegisterExtension
    final TestBroker broker = TestBroker.create().authorizer(authorizer);

    /** Fails for topics and filters that begin with {@code fault}, until it is repaired. */
    private static final class FaultyAuthorizer implements Authorizer {
        private volatile boolean repaired;

        @Override
        public boolean mayPublish(String clientId, @Nullable String userName, TopicName topic) {
            return permitted(topic.value());
        }

        @Override
        public boolean maySubscribe(String clientId, @Nullable String userName, TopicFilter filter) {
            return permitted(filter.value());
        }

        private boolean permitted(String topic) {
            if (topic.startsWith("fault") && !repaired) {
                throw new IllegalStateException(FAULT);
            }
            return true;
        }
    }

    /** What of the errors has been logged: the innermost cause, or the words where there is none. */
    private static final class Errors extends Handler {
        private final Queue<String> records = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
                records.add(words(logged));
            }
        }

        private static String words(LogRecord logged) {
            Throwable cause = logged.getThrown();
            while (cause != null && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause == null ? logged.getMessage() : cause.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listenToTheLog() {
        log.addHandler(errors);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void leaveTheLog() {
        log.removeHandler(errors);
        log.setUseParentHandlers(true);
    }

    private static final String[] FAULTY_PACKETS = {
        "30 .. s'fault' [] 'x'", // PUBLISH QoS 0
        "32 .. s'fault' 0001 [] 'x'", // PUBLISH QoS 1
        "34 .. s'fault' 0001 [] 'x'", // PUBLISH QoS 2
        "82 .. 0001 [] s'a' 00 s'fault' 00" // SUBSCRIBE
    };

    @ParameterizedTest
    @EnumSource
    @Normative(mqtt3 = "MQTT-4.8.0-2")
    void onlyTheConnectionOfThePacketEndsAndTheLogSaysItOnce(Protocol protocol) {
        RawClient bystander = broker.connect(protocol, "bystander").subscribe("#", 1);
        RawClient publisher = broker.connect(protocol, "publisher");
        for (String packet : FAULTY_PACKETS) {
            errors.records.clear();
            RawClient victim = broker.connect(protocol, "victim");
            victim.send(packet, packet, "e0 00").expectClosed(); // what comes behind it causes nothing more
            bystander.expectNothingFrom(publisher);
            publisher.publish("a", 2, "goes on");
            bystander.acknowledge(bystander.expectPublish("a", 1, "goes on"));
            assertThat(errors.records).containsExactly(FAULT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSessionIsOverAsAfterABrokenConnection(Protocol protocol) {
        RawClient heir = broker.connect(protocol, "heir").subscribe("will", 0);
        RawClient victim = broker.open(protocol);
        victim.send("10 .. @ 06 0000 [] s'victim' [] s'will' s'x'").expectAccepted(); // CONNECT with Will
        victim.send(FAULTY_PACKETS[0], FAULTY_PACKETS[1]).expectClosed();
        heir.expectPublish("will", "x");
        broker.connect(protocol, "victim");
    }

    @Test
    void aConnectThatCausesAFaultIsNotAccepted() {
        RawClient bystander = broker.connect(MQTT_5_0, "bystander");
        RawClient victim = broker.open(MQTT_5_0).send("10 .. @ 06 0000 [] s'victim' [] s'fault' s'x'"); // CONNECT, Will
        victim.expectClosed();
        bystander.barrier();
        assertThat(errors.records).containsExactly(FAULT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatCausedAFaultIsTakenWhenItIsSentAgain(int qos) {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("#", 0);
        String publish = "3%x .. s'fault' 0001 [] 'x'";
        RawClient victim = broker.resume(MQTT_5_0, "victim", false);
        victim.send(publish.formatted(qos << 1)).expectClosed(); // PUBLISH
        authorizer.repaired = true;
        RawClient again = broker.resume(MQTT_5_0, "victim", true);
        again.send(publish.formatted(qos << 1 | 8)).expectAck(qos == 1 ? PUBACK : PUBREC, 1, 0); // PUBLISH, DUP
        subscriber.expectPublish("fault", "x");
        if (qos == 2) {
            again.send("62 02 0001").expectAck(PUBCOMP, 1, 0); // PUBREL
        }
        subscriber.expectNothingFrom(again);
        assertThat(errors.records).containsExactly(FAULT);
    }
}
