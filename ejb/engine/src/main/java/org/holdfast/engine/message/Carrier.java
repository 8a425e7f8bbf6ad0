package org.holdfast.engine.message;

/** What carries MQTT packets (section 4.2). */
public enum Carrier {
    TCP,
    WEBSOCKET,
    /** Nothing: the client is in this JVM. */
    LOCAL
}
