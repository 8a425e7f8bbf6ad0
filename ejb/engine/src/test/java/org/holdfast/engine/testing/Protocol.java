package org.holdfast.engine.testing;

/** The versions of MQTT that the broker speaks. */
public enum Protocol {
    MQTT_3_1("MQIsdp", 3),
    MQTT_3_1_1("MQTT", 4),
    MQTT_5_0("MQTT", 5);

    private final String protocolName;
    private final int level;

    Protocol(String protocolName, int level) {
        this.protocolName = protocolName;
        this.level = level;
    }

    /** The Protocol Name in CONNECT. */
    public String protocolName() {
        return protocolName;
    }

    /** The Protocol Version in CONNECT. */
    public int level() {
        return level;
    }

    /** Whether its packets have properties and reason codes. */
    public boolean hasProperties() {
        return this == MQTT_5_0;
    }
}
