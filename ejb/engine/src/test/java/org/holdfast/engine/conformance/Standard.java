package org.holdfast.engine.conformance;

/** The two standards whose statements have numbers; MQTT 3.1 has none. */
enum Standard {
    MQTT_5_0("MQTT 5.0", "mqtt-5.0.tsv"),
    MQTT_3_1_1("MQTT 3.1.1", "mqtt-3.1.1.tsv");

    private final String title;
    private final String file;

    Standard(String title, String file) {
        this.title = title;
        this.file = file;
    }

    String title() {
        return title;
    }

    /** The resource with its statements. */
    String file() {
        return file;
    }
}
