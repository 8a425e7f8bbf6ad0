package org.holdfast.adapter.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Consumer;
import javax.transaction.xa.XAResource;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttTopicListener;
import org.holdfast.mqtt.OnMqtt;
import org.holdfast.mqtt.QoS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointConfigTest {
    /** A bean. */
    static class Meter implements MqttListener {
        @Override
        public void onMessage(MqttMessage message) {}
    }

    /** A bean with two methods. */
    public static class Site implements MqttTopicListener {
        @OnMqtt("b/+")
        public void second(MqttMessage message) {}

        @OnMqtt(value = "a", qos = QoS.AT_MOST_ONCE)
        public void first(MqttMessage message) {}
    }

    /** A bean whose method takes something else. */
    public static class Wrong implements MqttTopicListener {
        @OnMqtt("a")
        public void first(String text) {}
    }

    /** A bean without methods. */
    public static class Empty implements MqttTopicListener {}

    /** A bean with a name that is nearly right. */
    @MessageDriven(
            activationConfig = {
                @ActivationConfigProperty(propertyName = "resourceAdapter", propertyValue = "holdfast-mqtt"),
                @ActivationConfigProperty(propertyName = "topicfilter", propertyValue = "a")
            })
    static class Misspelt extends Meter {}

    /** A bean with a name that is nothing like any. */
    @MessageDriven(activationConfig = @ActivationConfigProperty(propertyName = "destination", propertyValue = "a"))
    static class Foreign extends Meter {}

    private record Factory(Class<?> bean) implements MessageEndpointFactory {
        @Override
        public MessageEndpoint createEndpoint(XAResource resource) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MessageEndpoint createEndpoint(XAResource resource, long timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isDeliveryTransacted(Method method) {
            return true;
        }

        @Override
        public String getActivationName() {
            return bean.getSimpleName();
        }

        @Override
        public Class<?> getEndpointClass() {
            return bean;
        }
    }

    private static EndpointConfig config(Class<?> bean, Consumer<MqttActivationSpec> settings)
            throws InvalidPropertyException {
        MqttActivationSpec spec = new MqttActivationSpec();
        settings.accept(spec);
        return EndpointConfig.of(new Factory(bean), spec);
    }

    private static void assertRefused(Consumer<MqttActivationSpec> settings, String message) {
        assertRefused(
                Meter.class,
                spec -> {
                    spec.setTopicFilter("a");
                    settings.accept(spec);
                },
                "MQTT bean Meter: " + message);
    }

    private static void assertRefused(Class<?> bean, Consumer<MqttActivationSpec> settings, String message) {
        assertThatThrownBy(() -> config(bean, settings))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage(message);
    }

    @Test
    void aFilterIsEnough() throws Exception {
        EndpointConfig config = config(Meter.class, spec -> spec.setTopicFilter("site/+/meter"));

        assertThat(config.bean()).isEqualTo("Meter");
        assertThat(config.server().isLocal()).isTrue();
        assertThat(config.client().clientId()).startsWith("bean-Meter-");
        assertThat(config.client().cleanStart()).isTrue();
        assertThat(config.client().capacity()).isEqualTo(256);
        assertThat(config.isDurable()).isFalse();
        assertThat(config.subscriptions()).singleElement().satisfies(subscription -> {
            assertThat(subscription.filter()).isEqualTo("site/+/meter");
            assertThat(subscription.qos()).isEqualTo(1);
        });
        assertThat(config.onlyMethod()).isNotNull();
        assertThat(config.flow()).isEqualTo(new EndpointConfig.Flow(Ordering.TOPIC, 8));
        assertThat(config.redelivery().limit()).isEqualTo(10);
        assertThat(config.redelivery().deadLetterTopic()).isNull();
        assertThat(config.redelivery().pauses().longest()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.subscription()).isEqualTo(new EndpointConfig.SubscriptionOptions(false, false, 0));
    }

    @Test
    void severalFiltersHaveCommasBetweenThem() throws Exception {
        EndpointConfig config = config(Meter.class, spec -> {
            spec.setTopicFilter("b/#, a");
            spec.setShareName("group");
            spec.setQos("2");
        });

        assertThat(config.subscriptions())
                .extracting(BeanSubscription::filter)
                .containsExactly("$share/group/a", "$share/group/b/#");
        assertThat(config.subscriptions()).extracting(BeanSubscription::qos).containsOnly(2);
        assertThat(config.onlyMethod()).isNotNull();
    }

    @Test
    void methodsHaveTheirFiltersAndTheirQos() throws Exception {
        EndpointConfig config = config(Site.class, spec -> {
            spec.setClientId("site");
            spec.setSessionExpiry("3600");
        });

        assertThat(config.subscriptions()).extracting(BeanSubscription::filter).containsExactly("a", "b/+");
        assertThat(config.subscriptions()).extracting(BeanSubscription::qos).containsExactly(0, 1);
        assertThat(config.onlyMethod()).isNull();
        assertThat(config.isDurable()).isTrue();
        assertThat(config.client().cleanStart()).isFalse();
    }

    @Test
    void whatIsWrongIsSaidWithBeanAndProperty() {
        assertRefused(spec -> spec.setQos("7"), "qos is a number from 0 to 2, and not 7");
        assertRefused(spec -> spec.setQos("high"), "qos is a number from 0 to 2, and not high");
        assertRefused(
                spec -> spec.setTopicFilter("a/#/b"),
                "topicFilter: # must stand alone in the last level of a Topic Filter, unlike in a/#/b");
        assertRefused(
                spec -> spec.setTopicFilter(" "),
                "topicFilter is missing. Set the Topic Filter that the bean subscribes to");
        assertRefused(spec -> spec.setMaxConcurrency("0"), "maxConcurrency is a number from 1 to 1000, and not 0");
        assertRefused(spec -> spec.setPrefetch("70000"), "prefetch is a number from 1 to 65535, and not 70000");
        assertRefused(spec -> spec.setOrdering("some"), "ordering must be topic, all or none, not some");
        assertRefused(spec -> spec.setNoLocal("yes"), "noLocal must be true or false, not yes");
        assertRefused(spec -> spec.setRetainHandling("3"), "retainHandling is a number from 0 to 2, and not 3");
        assertRefused(
                spec -> spec.setSessionExpiry("60"),
                "sessionExpiry requires a clientId, because a session without one can never be resumed");
        assertRefused(
                spec -> spec.setDeadLetterTopic("dead/#"),
                "deadLetterTopic: a Topic Name must not contain wildcards, unlike dead/#");
        assertRefused(
                spec -> spec.setRedeliveryPause("0"), "redeliveryPause is a number from 1 to 86400000, and not 0");
        assertRefused(
                spec -> spec.setServerUri("host:1883"),
                "serverUri must be mqtt://host:port or mqtts://host:port, not host:1883");
        assertRefused(
                spec -> {
                    spec.setShareName("group");
                    spec.setNoLocal("true");
                },
                "noLocal is not allowed for shared subscriptions. Leave out noLocal or shareName");
    }

    @ParameterizedTest
    @CsvSource({
        "a/+, a/#, true",
        "a, a/#, true",
        "+/b, a/+, true",
        "a/b, a/b, true",
        "#, x/y/z, true",
        "a/b, a/c, false",
        "a/+, a, false",
        "a/+, a/b/c, false",
        "a/#, b/#, false"
    })
    void sharedSubscriptionsOfABeanDoNotOverlap(String one, String other, boolean overlap) throws Exception {
        Consumer<MqttActivationSpec> settings = spec -> {
            spec.setTopicFilter(one + "," + other);
            spec.setShareName("group");
        };
        if (overlap) {
            assertRefused(
                    settings,
                    "shareName: the filters $share/group/" + one + " and $share/group/" + other
                            + " overlap, so the bean would get a message once for each of them");
        } else {
            assertThat(config(Meter.class, settings).subscriptions()).hasSize(2);
        }
    }

    @Test
    void whatIsWrongWithMethodsIsSaidToo() {
        assertRefused(
                Site.class,
                spec -> spec.setTopicFilter("a"),
                "MQTT bean Site: topicFilter is not allowed for an MqttTopicListener, whose filters are those of its @OnMqtt"
                        + " methods");
        assertRefused(
                Wrong.class,
                spec -> {},
                "MQTT bean Wrong: a method with @OnMqtt must have one parameter, an MqttMessage, unlike first");
        assertRefused(
                Empty.class, spec -> {}, "MQTT bean Empty: an MqttTopicListener must have public methods with @OnMqtt");
    }

    @Test
    void anUnknownPropertyIsSaidWithTheOneThatMayHaveBeenMeant() {
        assertRefused(
                Misspelt.class,
                spec -> {},
                "MQTT bean Misspelt: there is no activation property topicfilter, did you mean topicFilter?");
        assertThatThrownBy(() -> config(Foreign.class, spec -> {}))
                .hasMessageStartingWith("MQTT bean Foreign: there is no activation property destination, use one of"
                        + " clientId, deadLetterTopic, maxConcurrency,");
    }

    @Test
    void twoBeansDoNotShareAClientIdentifier() throws Exception {
        EndpointConfig one = config(Site.class, spec -> spec.setClientId("same"));
        EndpointConfig other = config(Meter.class, spec -> {
            spec.setTopicFilter("a");
            spec.setClientId("same");
        });
        EndpointConfig elsewhere = config(Meter.class, spec -> {
            spec.setTopicFilter("a");
            spec.setClientId("same");
            spec.setServerUri("mqtt://elsewhere");
        });

        one.requireOtherClientThan(elsewhere);
        assertThatThrownBy(() -> one.requireOtherClientThan(other))
                .hasMessageStartingWith("MQTT bean Meter: the clientId same is already used by Site.");
    }
}
