package org.holdfast.engine.chapter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.engine.testing.Protocol.MQTT_5_0;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.conformance.Normative;
import org.holdfast.engine.testing.Protocol;
import org.holdfast.engine.testing.RawClient;
import org.holdfast.engine.testing.ReceivedPacket;
import org.holdfast.engine.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Topic Names and Topic Filters (section 4.7). Which filter matches which name is in {@code SubscribeTest}. */
class TopicTest {
    /** Any two of them look or sound alike, or would be the same after tidying up, or after losing what is odd. */
    private static final List<String> LOOK_ALIKES = List.of(
            "a/b",
            "a//b",
            "/a/b",
            "a/b/",
            "a /b",
            " a/b",
            "A/b",
            "a/./b",
            "a/c/../b",
            "a%2Fb",
            "a\\b",
            "a/b\u200b",
            "\ufeffa/b",
            "a/b\ufeff",
            "a/b\u0001",
            "a/b\u007f",
            "a/b\ufffd",
            "a/b\uffff",
            "a/b\ud83f\udfff",
            "\u00e4",
            "a\u0308",
            "\u00c4",
            "\u212b",
            "\u00c5",
            "A\u030a",
            "\uff41/b",
            "\u0430/b",
            "\ufb01",
            "fi",
            "\u00df",
            "ss",
            "\u0131",
            "i",
            "\u0130",
            "I",
            "1",
            "\u0661",
            "\ud83d\ude00",
            "\ud83d\ude01");

    @RegisterExtension
    final TestBroker broker = TestBroker.create();

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.7.3-4", mqtt3 = "MQTT-4.7.3-4")
    void topicsThatOnlyLookAlikeAreNotTheSame(Protocol protocol) {
        RawClient publisher = broker.connect(protocol, "publisher");
        List<RawClient> subscribers = new ArrayList<>();
        for (String filter : LOOK_ALIKES) {
            subscribers.add(broker.connect(protocol, filter).subscribe(filter, 0));
            publisher.publishRetained(filter, 0, "x" + filter);
        }
        RawClient all = broker.connect(protocol, "all").subscribe("#", 0);
        for (int i = 0; i < LOOK_ALIKES.size(); i++) {
            subscribers.get(i).expectPublish(LOOK_ALIKES.get(i), "x" + LOOK_ALIKES.get(i));
            subscribers.get(i).expectNothingFrom(publisher);
        }
        assertThat(all.receiveAllFrom(publisher))
                .extracting(ReceivedPacket::topic)
                .containsExactlyInAnyOrderElementsOf(LOOK_ALIKES);
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.7.2-1", mqtt3 = "MQTT-4.7.2-1")
    void topicsThatBeginWithADollarNeedAFilterThatDoesToo(Protocol protocol) {
        RawClient others = broker.connect(protocol, "others");
        for (String filter : new String[] {"#", "+", "+/+", "+/#", "+/state", "+/state/#", "x/#", "$share/g/#"}) {
            others.subscribe(filter, 1);
        }
        String[] fitting = {"$own/#", "$own/+", "$own/state", "$own/state/#"};
        RawClient publisher = broker.connect(protocol, "publisher");
        for (String filter : fitting) {
            RawClient subscriber = broker.connect(protocol, "subscriber").subscribe(filter, 1);
            publisher.publishRetained("$own/state", 1, filter); // live
            subscriber
                    .acknowledge(subscriber.expectPublish("$own/state", filter))
                    .barrier();
            RawClient late = broker.connect(protocol, "late").subscribe(filter, 0);
            late.expectPublish("$own/state", filter);
            subscriber.disconnect();
            late.disconnect();
            publisher.publishRetained("$own/state", 1, "");
        }
        others.expectNothingFrom(publisher.publishRetained("$own/state", 1, "x").publishRetained("$own", 1, "x"));
        broker.connect(protocol, "late").subscribe("#", 1).subscribe("+/+", 1).barrier();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 .. 0003 'a' 00 'b' [] 'x'", // PUBLISH
                "32 .. 0001 00 0001 [] 'x'", // PUBLISH QoS 1
                "82 .. 0001 [] 0003 'a' 00 'b' 00", // SUBSCRIBE
                "82 .. 0001 [] s'a' 00 0001 00 00", // SUBSCRIBE, the second filter
                "a2 .. 0001 [] 0003 'a' 00 'b'" // UNSUBSCRIBE
            })
    @Normative(value = "MQTT-4.7.3-2", mqtt3 = "MQTT-4.7.3-2")
    void aNameOrFilterWithNulEndsTheConnection(String packet) {
        for (Protocol protocol : Protocol.values()) {
            broker.connect(protocol, "client").send(packet).expectDisconnect(0x81);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Normative(value = "MQTT-4.7.3-1", mqtt3 = "MQTT-4.7.3-1")
    void anEmptyFilterToUnsubscribeIsMalformed(Protocol protocol) {
        RawClient client = broker.connect(protocol, "client").subscribe("/", 0).subscribe("#", 0);
        client.send("a2 .. 0001 [] s''").expectDisconnect(0x81); // UNSUBSCRIBE
    }

    @Test
    void aLevelMayBeEmptyAndAFilterMayHaveNothingButSeparators() {
        RawClient subscriber = broker.connect(MQTT_5_0, "subscriber").subscribe("//", 0);
        RawClient publisher = broker.connect(MQTT_5_0, "publisher");
        publisher.publish("/", 0, "one").publish("//", 0, "two").publish("///", 0, "three");
        subscriber.expectPublish("//", "two");
        subscriber.expectNothingFrom(publisher);
    }
}
