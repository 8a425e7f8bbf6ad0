package org.holdfast.adapter.inbound;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the display name of a bean: its application and its class. */
final class BeanName {
    /** Payara's names: domain_server_application_module_class. The module of a WAR is named like its application. */
    private static final Pattern ACTIVATION = Pattern.compile("[^_]+_[^_]+_(.+)_[^_]*");

    private BeanName() {}

    /**
     * Returns the name, such as {@code plant/Meter}.
     *
     * @param activation the server's own name of the activation, or null
     */
    static String of(@Nullable String activation, Class<?> type) {
        String bean = type.getSimpleName();
        if (activation == null || !activation.endsWith("_" + type.getName())) {
            return bean;
        }
        String place =
                activation.substring(0, activation.length() - type.getName().length());
        Matcher parts = ACTIVATION.matcher(place + "class");
        if (!parts.matches()) {
            return bean;
        }
        String module = parts.group(1);
        int half = module.length() / 2;
        boolean isTwice = module.length() % 2 == 1
                && module.charAt(half) == '_'
                && module.substring(0, half).equals(module.substring(half + 1));
        return (isTwice ? module.substring(0, half) : module) + "/" + bean;
    }
}
