package org.holdfast.adapter.link;

import java.util.Map;

/** Reason Codes (section 2.4) in words. */
public final class ReasonCodes {
    private static final int FIRST_FAILURE = 0x80;

    /** The topic has no subscribers. */
    public static final int NO_MATCHING_SUBSCRIBERS = 0x10;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(0x80, "unspecified error"),
            Map.entry(0x83, "not supported by this broker"),
            Map.entry(0x84, "the version of MQTT is not supported"),
            Map.entry(0x85, "the Client Identifier is not allowed"),
            Map.entry(0x86, "the user name or password is wrong"),
            Map.entry(0x87, "not authorized"),
            Map.entry(0x88, "the broker is not available"),
            Map.entry(0x89, "the broker is busy"),
            Map.entry(0x8A, "the client is banned"),
            Map.entry(0x8B, "the broker is shutting down"),
            Map.entry(0x8E, "another client uses this Client Identifier"),
            Map.entry(0x8F, "the Topic Filter is not valid here"),
            Map.entry(0x90, "the Topic Name is not valid here"),
            Map.entry(0x95, "the packet is too large"),
            Map.entry(0x97, "a quota is exceeded"),
            Map.entry(0x98, "an administrator closed the connection"),
            Map.entry(0x9A, "retained messages are not supported there"),
            Map.entry(0x9B, "the QoS is not supported there"),
            Map.entry(0x9E, "shared subscriptions are not supported there"),
            Map.entry(0xA2, "wildcard subscriptions are not supported there"));

    private ReasonCodes() {}

    /** Whether the code is that of a failure. */
    public static boolean isFailure(int code) {
        return code >= FIRST_FAILURE;
    }

    /** Returns the code as a number, with the broker's explanation or else in words. */
    public static String describe(int code, String explanation) {
        String words = WORDS.getOrDefault(code, "");
        String said = explanation.isEmpty() ? words : explanation;
        return code == 0 ? said : "0x%02X%s".formatted(code, said.isEmpty() ? "" : ", " + said);
    }
}
