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
 * A Topic Filter that a bean subscribes to, and the method that receives the messages. Immutable.
 *
 * @param filter with the Share Name, if there is one
 * @param qos the Maximum QoS
 */
record BeanSubscription(String filter, int qos, Method method) {
    /** Returns the subscriptions of a bean, in the order of their filters; at least one. */
    static List<BeanSubscription> of(Class<?> bean, MqttActivationSpec spec) {
        List<BeanSubscription> subscriptions =
                MqttTopicListener.class.isAssignableFrom(bean) ? ofMethods(bean, spec) : ofBean(spec);
        if (Setting.orNull(spec.getShareName()) != null) {
            requireDisjoint(subscriptions);
        }
        return subscriptions.stream()
                .sorted(Comparator.comparing(BeanSubscription::filter))
                .toList();
    }

    /** Rejects overlapping filters: a message is sent to one client of each shared subscription that it matches. */
    private static void requireDisjoint(List<BeanSubscription> subscriptions) {
        for (BeanSubscription one : subscriptions) {
            for (BeanSubscription other : subscriptions.subList(subscriptions.indexOf(one) + 1, subscriptions.size())) {
                if (overlap(one.filter.split("/", -1), other.filter.split("/", -1), 0)) {
                    throw new IllegalArgumentException("shareName: the filters " + one.filter + " and " + other.filter
                            + " overlap, so the bean would get a message once for each of them");
                }
            }
        }
    }

    /** Whether a topic can match both filters, from a level on. */
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

    private static List<BeanSubscription> ofBean(MqttActivationSpec spec) {
        String filters = Setting.orNull(spec.getTopicFilter());
        if (filters == null) {
            throw new IllegalArgumentException(
                    "topicFilter is missing. Set the Topic Filter that the bean subscribes to");
        }
        int qos = (int) Setting.number("qos", spec.getQos(), 0, 2);
        return Stream.of(filters.split(",", -1))
                .map(filter -> new BeanSubscription(shared(filter.strip(), "topicFilter", spec), qos, onMessage()))
                .toList();
    }

    private static Method onMessage() {
        try {
            return MqttListener.class.getMethod("onMessage", MqttMessage.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BeanSubscription> ofMethods(Class<?> bean, MqttActivationSpec spec) {
        if (spec.getTopicFilter() != null) {
            throw new IllegalArgumentException(
                    "topicFilter is not allowed for an MqttTopicListener, whose filters are those of its @OnMqtt methods");
        }
        List<BeanSubscription> subscriptions = new ArrayList<>();
        for (Method method : bean.getMethods()) {
            OnMqtt onMqtt = method.getAnnotation(OnMqtt.class);
            if (onMqtt != null) {
                subscriptions.add(ofMethod(method, onMqtt, spec));
            }
        }
        if (subscriptions.isEmpty()) {
            throw new IllegalArgumentException("an MqttTopicListener must have public methods with @OnMqtt");
        }
        return subscriptions;
    }

    private static BeanSubscription ofMethod(Method method, OnMqtt onMqtt, MqttActivationSpec spec) {
        Class<?>[] parameters = method.getParameterTypes();
        if (parameters.length != 1 || parameters[0] != MqttMessage.class) {
            throw new IllegalArgumentException(
                    "a method with @OnMqtt must have one parameter, an MqttMessage, unlike " + method.getName());
        }
        String filter = shared(onMqtt.value(), "@OnMqtt of " + method.getName(), spec);
        return new BeanSubscription(filter, onMqtt.qos().value(), method);
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
