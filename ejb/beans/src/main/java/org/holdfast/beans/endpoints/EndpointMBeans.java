package org.holdfast.beans.endpoints;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Reads the MBeans that the adapter registers for its endpoints. Any thread. */
public final class EndpointMBeans {
    private static final String QUERY = "org.holdfast:type=Endpoint,*";
    private static final String[] ATTRIBUTES = {
        "Name",
        "ClientId",
        "Server",
        "Filters",
        "State",
        "Failure",
        "InFlight",
        "Delivered",
        "Redelivered",
        "DeadLettered"
    };

    private EndpointMBeans() {}

    /** Returns all current endpoints, by name. */
    public static List<EndpointView> all() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<EndpointView> endpoints = new ArrayList<>();
        try {
            for (ObjectName name : server.queryNames(new ObjectName(QUERY), null)) {
                EndpointView endpoint = read(server, name);
                if (endpoint != null) {
                    endpoints.add(endpoint);
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("cannot list the message-driven beans", e);
        }
        endpoints.sort(Comparator.comparing(EndpointView::bean).thenComparing(EndpointView::clientId));
        return endpoints;
    }

    private static @Nullable EndpointView read(MBeanServer server, ObjectName name) throws JMException {
        Map<String, Object> values = new HashMap<>();
        try {
            for (Attribute attribute : server.getAttributes(name, ATTRIBUTES).asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
        } catch (InstanceNotFoundException e) {
            return null; // unregistered meanwhile
        }
        String failure = text(values, "Failure");
        return new EndpointView(
                text(values, "Name"),
                text(values, "ClientId"),
                text(values, "Server"),
                values.get("Filters") instanceof String[] filters ? List.of(filters) : List.of(),
                text(values, "State"),
                failure.isEmpty() ? null : failure,
                number(values, "InFlight"),
                number(values, "Delivered"),
                number(values, "Redelivered"),
                number(values, "DeadLettered"));
    }

    private static String text(Map<String, Object> values, String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }
}
