package org.holdfast.engine.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.holdfast.engine.interop.Library.Offer;
import org.holdfast.engine.interop.Library.Received;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.message.UserProperty;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;

/** What a client library of MQTT 5.0 must be able to do besides. Its adapter takes up to 10 Topic Aliases if the library can. */
abstract class Mqtt5Scenarios extends Mqtt3Scenarios {
    @Test
    void userPropertiesArriveInTheirOrder() throws Exception {
        List<UserProperty> properties =
                List.of(new UserProperty("b", "1"), new UserProperty("a", "2"), new UserProperty("b", "3"));
        Library subscriber = connected("subscriber");
        subscriber.subscribe("a", 1);
        connected("publisher").publish("a", properties);
        assertThat(subscriber.receive().userProperties()).isEqualTo(properties);
    }

    @Override
    List<String> redirected(ReasonCode reason) {
        return List.of(reason.value() + " other.example.org:1883");
    }

    @Test
    void isToldAllThatItMayUse() throws Exception {
        assertThat(client("client").connectAndAsk())
                .isEqualTo(new Offer(2, true, true, true, true, 60, "response/client"));
    }

    @Test
    void isToldWhatItMayNotUse() throws Exception {
        Capabilities some = new Capabilities(QoS.AT_LEAST_ONCE, false, false, false, false);
        try (TestBroker strict = TestBroker.create()
                .capabilities(some)
                .maximumKeepAlive(30)
                .responseTopicPrefix("answers")
                .start()) {
            assertThat(client(transport.address(strict), "client").connectAndAsk())
                    .isEqualTo(new Offer(1, false, false, false, false, 30, "answers/client"));
        }
    }

    @Test
    void topicAliasesStandForTheirTopicsInBothDirections() throws Exception {
        Library subscriber = connected("subscriber");
        subscriber.subscribe("#", 1);
        Library publisher = connected("publisher");
        for (int i = 0; i < 200; i++) {
            String topic = "a/rather/long/topic/" + i % 30; // more topics than aliases
            publisher.publish(topic, 1, topic);
            Received message = subscriber.receive();
            assertThat(message.topic()).isEqualTo(topic);
            assertThat(message.text()).isEqualTo(topic);
        }
    }
}
