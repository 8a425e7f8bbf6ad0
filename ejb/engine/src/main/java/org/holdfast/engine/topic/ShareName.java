package org.holdfast.engine.topic;

/**
 * The name of a group of sessions that share one subscription (section 4.8.2).
 *
 * @param value at least one character, none of {@code / + #}
 */
public record ShareName(String value) {
    public ShareName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a Share Name must have at least one character"); // [MQTT-4.8.2-1]
        }
        if (value.indexOf('/') >= 0 || value.indexOf('+') >= 0 || value.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a Share Name must not contain /, + or #"); // [MQTT-4.8.2-1]
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
