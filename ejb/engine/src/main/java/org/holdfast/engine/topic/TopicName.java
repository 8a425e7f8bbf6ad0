package org.holdfast.engine.topic;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A Topic Name: the name to which an Application Message is published (section 4.7). Immutable; never empty, no wildcards.
 *
 * <p>It keeps the length of its UTF-8 form, so that the length of a packet is known before its bytes are written.
 */
public final class TopicName implements Comparable<TopicName> {
    /** The maximum length of a Topic Name or Topic Filter, in bytes of UTF-8. */
    public static final int MAXIMUM_LENGTH = 65_535;

    /** The maximum number of levels. The standard sets none; 65,536 levels in one packet would take megabytes. */
    public static final int MAXIMUM_LEVELS = 1_000;

    static final String SYS = "$SYS";
    private static final String BROKER = "$SYS/broker/";
    private static final String CONNECTION = BROKER + "connection/";
    private static final String STATE = "/state";

    private final String value;
    private final int encodedLength;

    private TopicName(String value, int encodedLength) {
        this.value = value;
        this.encodedLength = encodedLength;
    }

    /**
     * Makes a Topic Name from its text.
     *
     * @throws IllegalArgumentException if the text is empty, over 65,535 bytes of UTF-8, or has a wildcard or U+0000
     */
    public static TopicName of(String value) {
        return of(value, utf8Length(value));
    }

    /** As {@link #of(String)}, for a caller that already knows the length of the UTF-8 form in bytes. */
    public static TopicName of(String value, int encodedLength) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a Topic Name must have at least one character"); // [MQTT-4.7.3-1]
        }
        if (encodedLength > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a Topic Name must have at most 65,535 bytes of UTF-8"); // [MQTT-4.7.3-3]
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '+' || c == '#' || c == 0) {
                throw new IllegalArgumentException(
                        "a Topic Name must not contain wildcards or U+0000"); // [MQTT-3.3.2-2] [MQTT-4.7.3-2]
            }
        }
        return new TopicName(value, encodedLength);
    }

    /** Returns the topic {@code $SYS/broker/<name>}, on which the broker publishes a figure. */
    public static TopicName ofBroker(String name) {
        return of(BROKER + name);
    }

    /** The text of the topic one level below another. */
    public static String child(String parent, String level) {
        return parent + '/' + level;
    }

    /**
     * Returns a text as one level of a Topic Name. The characters {@code / + # %} are percent-encoded, so that
     * different texts stay different.
     */
    public static String escapedLevel(String text) {
        StringBuilder level = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c == '/' || c == '+' || c == '#' || c == '%') {
                level.append("%%%02X".formatted(c));
            } else {
                level.append((char) c);
            }
        });
        return level.toString();
    }

    static int utf8Length(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text, as the publisher wrote it. */
    public String value() {
        return value;
    }

    /** The length of the UTF-8 form, in bytes. */
    public int encodedLength() {
        return encodedLength;
    }

    /** The levels between the separators; an empty level is an empty string. A new array at each call. */
    public String[] levels() {
        return Levels.split(value);
    }

    /** Whether there are more levels than this number. */
    public boolean isDeeperThan(int levels) {
        return Levels.areMoreThan(levels, value);
    }

    /** As {@link #levels}, each in UTF-8. */
    public byte[][] encodedLevels() {
        return Levels.split(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether there are more than {@link #MAXIMUM_LEVELS}: well-formed, but not accepted. */
    public boolean isTooDeep() {
        return isDeeperThan(MAXIMUM_LEVELS);
    }

    /** Whether the first character is {@code $}, which no filter that starts with a wildcard matches [MQTT-4.7.2-1]. */
    public boolean isReserved() {
        return value.charAt(0) == '$';
    }

    /**
     * Whether it is {@code $SYS} or below (section 4.7.2), where only the broker publishes, except {@link #isConnectionState}.
     */
    public boolean isSys() {
        return value.startsWith(SYS) && (value.length() == SYS.length() || value.charAt(SYS.length()) == '/');
    }

    /** Whether it is the connection state of a client, as bridges publish it: {@code $SYS/broker/connection/<client>/state}. */
    public boolean isConnectionState() {
        return value.startsWith(CONNECTION)
                && value.endsWith(STATE)
                && value.length() > CONNECTION.length() + STATE.length();
    }

    /** Whether clients publish to it, so that its messages are stored and management may clear them. */
    public boolean isOfClients() {
        return !isSys() || isConnectionState();
    }

    /** Whether it is the {@link #isConnectionState} of this client, whose Client Identifier is not empty. */
    public boolean isConnectionStateOf(String clientId) {
        return isConnectionState() && value.equals(CONNECTION + clientId + STATE);
    }

    /** Compares level by level, by the bytes of the UTF-8 form: {@code a} is before {@code a/b}, and that before {@code a!}. */
    @Override
    public int compareTo(TopicName other) {
        int length = Math.min(value.length(), other.value.length());
        for (int i = 0; i < length; i++) {
            char mine = value.charAt(i);
            char its = other.value.charAt(i);
            if (mine != its) {
                return Integer.compare(rank(mine), rank(its));
            }
        }
        return Integer.compare(value.length(), other.value.length());
    }

    /** The separator comes first; characters beyond U+FFFF, which are two surrogates, come last. */
    private static int rank(char c) {
        if (c == '/') {
            return -1;
        }
        return Character.isSurrogate(c) ? c + 0x1_0000 : c;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicName that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
