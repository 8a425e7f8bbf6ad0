package org.holdfast.engine.message;

/** The protocol versions that the broker supports (section 3.1.2.2). */
public enum ProtocolVersion {
    /** MQTT 3.1: Protocol Name MQIsdp, level 3. */
    MQTT_3_1(3),
    /** MQTT 3.1.1: level 4. */
    MQTT_3_1_1(4),
    /** MQTT 5.0: level 5. */
    MQTT_5(5);

    private final int level;

    ProtocolVersion(int level) {
        this.level = level;
    }

    /** The Protocol Version byte of CONNECT. */
    public int level() {
        return level;
    }

    /** Whether packets have properties and reason codes. */
    public boolean isMqtt5() {
        return this == MQTT_5;
    }
}
