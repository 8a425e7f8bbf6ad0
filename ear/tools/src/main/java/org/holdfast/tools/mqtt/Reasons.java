package org.holdfast.tools.mqtt;

import java.util.Locale;
import org.holdfast.engine.message.ReasonCode;

/** Reason Codes in words. */
final class Reasons {
    private static final String[] MQTT_3 = {
        "accepted",
        "unacceptable protocol version",
        "identifier rejected",
        "server unavailable",
        "bad user name or password",
        "not authorized"
    };

    private Reasons() {}

    /** Describes a Reason Code of MQTT 5.0, with the broker's Reason String if there is one. */
    static String inWords(int code, String reasonString) {
        ReasonCode known = ReasonCode.of(code);
        String name = known == null
                ? "reason code"
                : known.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String words = String.format(Locale.ROOT, "0x%02X %s", code, name);
        return reasonString.isEmpty() ? words : words + ", " + reasonString;
    }

    /** Describes the return code of a CONNACK of MQTT 3.1.1. */
    static String ofConnectReturnCode(int code) {
        return code < MQTT_3.length ? MQTT_3[code] : "return code " + code;
    }
}
