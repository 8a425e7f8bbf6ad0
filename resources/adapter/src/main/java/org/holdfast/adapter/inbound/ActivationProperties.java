package org.holdfast.adapter.inbound;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/** The names of the activation properties. The container ignores unknown ones, so the bean's annotation is checked. */
final class ActivationProperties {
    /** The container's own property, which names the resource adapter. */
    private static final String RESOURCE_ADAPTER = "resourceAdapter";

    /** The maximum number of different letters for a name to be suggested. */
    private static final int SIMILAR = 3;

    private ActivationProperties() {}

    /** Returns all names. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Method method : MqttActivationSpec.class.getDeclaredMethods()) {
            if (method.getName().startsWith("set") && method.getParameterTypes()[0] == String.class) {
                String name = method.getName().substring(3);
                names.add(Character.toLowerCase(name.charAt(0)) + name.substring(1));
            }
        }
        return names;
    }

    /**
     * Checks the names in a bean's annotation.
     *
     * @throws IllegalArgumentException with a message that names the property, and the one that may have been meant
     */
    static void check(Class<?> bean) {
        MessageDriven annotation = bean.getAnnotation(MessageDriven.class);
        if (annotation == null) {
            return; // it is one by its deployment descriptor
        }
        Set<String> names = names();
        for (ActivationConfigProperty property : annotation.activationConfig()) {
            String name = property.propertyName();
            if (!names.contains(name) && !name.equals(RESOURCE_ADAPTER)) {
                throw new IllegalArgumentException(
                        "there is no activation property " + name + ", " + hint(name, names));
            }
        }
    }

    private static String hint(String name, Set<String> names) {
        return names.stream()
                .filter(known -> distance(name, known) <= SIMILAR)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .map(known -> "did you mean " + known + "?")
                .orElse("use one of " + String.join(", ", names));
    }

    /** Returns the Levenshtein distance: how many letters to add, delete or change. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
