package org.holdfast.adapter.inbound;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.adapter.link.Setting;
import org.holdfast.mqtt.MqttListener;
import org.holdfast.mqtt.MqttMessage;
import org.holdfast.mqtt.MqttTopicListener;
import org.holdfast.mqtt.OnMqtt;
import org.holdfast.mqtt.Topics;

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
        if (Setting.orNull(spec.getShareName()) != null) {
            requireDisjoint(targets);
        }
        return targets.stream().sorted(Comparator.comparing(Target::filter)).toList();
    }

    /** A message that matches several shared subscriptions goes to one client of each. */
    private static void requireDisjoint(List<Target> targets) {
        for (Target one : targets) {
            for (Target other : targets.subList(targets.indexOf(one) + 1, targets.size())) {
                if (overlap(one.filter.split("/", -1), other.filter.split("/", -1), 0)) {
                    throw new IllegalArgumentException("shareName: the filters " + one.filter + " and " + other.filter
                            + " overlap, so the bean would get a message once for each of them");
                }
            }
        }
    }

    /** Whether there is a topic that matches both, from a level on. */
    private static boolean overlap(String[] one, String[] other, int level) {
        if (hasRestFrom(one, level) || hasRestFrom(other, level)) {
            return true;
        }
        if (level == one.length || level == other.length) {
            return one.length == other.length;
        }
        boolean meet = one[level].equals("+") || other[level].equals("+") || one[level].equals(other[level]);
        return meet && overlap(one, other, level + 1);
    }

    private static boolean hasRestFrom(String[] levels, int level) {
        return level < levels.length && levels[level].equals("#");
    }

    private static List<Target> ofBean(MqttActivationSpec spec) {
        String filters = Setting.orNull(spec.getTopicFilter());
        if (filters == null) {
            throw new IllegalArgumentException(
                    "topicFilter is missing. Set the Topic Filter that the bean subscribes to");
        }
        int qos = (int) Setting.number("qos", spec.getQos(), 0, 2);
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
                    "topicFilter is not allowed for an MqttTopicListener, whose filters are those of its @OnMqtt methods");
        }
        List<Target> targets = new ArrayList<>();
        for (Method method : bean.getMethods()) {
            OnMqtt onMqtt = method.getAnnotation(OnMqtt.class);
            if (onMqtt != null) {
                targets.add(ofMethod(method, onMqtt, spec));
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("an MqttTopicListener must have public methods with @OnMqtt");
        }
        return targets;
    }

    private static Target ofMethod(Method method, OnMqtt onMqtt, MqttActivationSpec spec) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != 1 || parameters[0] != MqttMessage.class) {
            throw new IllegalArgumentException(
                    "a method with @OnMqtt must have one parameter, an MqttMessage, unlike " + method.getName());
        }
        String filter = shared(onMqtt.value(), "@OnMqtt of " + method.getName(), spec);
        return new Target(filter, onMqtt.qos().value(), method);
    }

    private static String shared(String filter, String property, MqttActivationSpec spec) {
        String shareName = Setting.orNull(spec.getShareName());
        if (shareName != null && Boolean.parseBoolean(spec.getNoLocal())) {
            throw new IllegalArgumentException(
                    "noLocal is not allowed for shared subscriptions. Leave out noLocal or shareName");
        }
        try {
            return Topics.checkedFilter(shareName == null ? filter : "$share/" + shareName + "/" + filter);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    boolean matches(String topic) {
        return Topics.matches(filter, topic);
    }
}
