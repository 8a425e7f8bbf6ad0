package org.holdfast.adapter.inbound;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttTopicListener;
import org.holdfast.mqtt.OnMqtt;
import org.holdfast.mqtt.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A Topic Filter, and the method of the bean that gets what matches it. Immutable.
 *
 * @param filter with the Share Name, if there is one
 * @param qos the Maximum QoS
 */
record Target(String filter, int qos, Method method) {
    /** Those of a bean, in the order of their filters; at least one. */
    static List<Target> of(Class<?> bean, MqttActivationSpec spec) {
        List<Target> targets = MqttTopicListener.class.isAssignableFrom(bean) ? ofMethods(bean, spec) : ofBean(spec);
        return targets.stream().sorted(Comparator.comparing(Target::filter)).toList();
    }

    private static List<Target> ofBean(MqttActivationSpec spec) {
        String filters = spec.getTopicFilter();
        if (filters == null || filters.isBlank()) {
            throw new IllegalArgumentException("topicFilter is missing: it says what the bean subscribes to");
        }
        int qos = (int) EndpointConfig.number("qos", spec.getQos(), 0, 2);
        return Stream.of(filters.split(",", -1))
                .map(filter -> new Target(shared(filter.strip(), "topicFilter", spec), qos, onMessage()))
                .toList();
    }

    private static Method onMessage() {
        try {
            return MqttListener.class.getMethod("onMessage", MqttMessage.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Target> ofMethods(Class<?> bean, MqttActivationSpec spec) {
        if (spec.getTopicFilter() != null) {
            throw new IllegalArgumentException(
                    "topicFilter is of no use to an MqttTopicListener: the filters are those of its @OnMqtt methods");
        }
        List<Target> targets = new ArrayList<>();
        for (Method method : bean.getMethods()) {
            OnMqtt onMqtt = method.getAnnotation(OnMqtt.class);
            if (onMqtt != null) {
                targets.add(ofMethod(method, onMqtt, spec));
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "an MqttTopicListener has public methods with @OnMqtt, this one has none");
        }
        return targets;
    }

    private static Target ofMethod(Method method, OnMqtt onMqtt, MqttActivationSpec spec) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != 1 || parameters[0] != MqttMessage.class) {
            throw new IllegalArgumentException(
                    "a method with @OnMqtt has one parameter, an MqttMessage, unlike " + method.getName());
        }
        String filter = shared(onMqtt.value(), "@OnMqtt of " + method.getName(), spec);
        return new Target(filter, onMqtt.qos().value(), method);
    }

    private static String shared(String filter, String property, MqttActivationSpec spec) {
        @Nullable String shareName = spec.getShareName();
        boolean shares = shareName != null && !shareName.isBlank();
        if (shares && Boolean.parseBoolean(spec.getNoLocal())) {
            throw new IllegalArgumentException("noLocal is not for shared subscriptions: leave out it or shareName");
        }
        try {
            return Topics.checkedFilter(shares ? "$share/" + shareName + "/" + filter : filter);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    boolean matches(String topic) {
        return Topics.matches(filter, topic);
    }
}
