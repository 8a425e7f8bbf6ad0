package org.holdfast.beans.transfer;

import java.nio.charset.StandardCharsets;
import org.holdfast.engine.message.Properties;
import org.holdfast.engine.topic.TopicName;

/** Checks the rules for UTF-8 Encoded Strings and Binary Data (sections 1.5.4 and 1.5.6). */
public final class TextRules {
    private TextRules() {}

    /**
     * Returns the text itself, if it is valid.
     *
     * @param what the text is, for the reason
     * @throws BadMessageException if MQTT cannot carry it
     */
    public static String checked(String what, String text) throws BadMessageException {
        if (text.indexOf(0) >= 0) {
            throw new BadMessageException(what + " has U+0000");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BadMessageException(what + " has an unpaired surrogate");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > Properties.MAXIMUM_LENGTH) {
            throw new BadMessageException(what + " has more than 65,535 bytes of UTF-8");
        }
        return text;
    }

    /**
     * Returns the data itself, if it is not too long.
     *
     * @param what the data is, for the reason
     * @throws BadMessageException if MQTT cannot carry it
     */
    public static byte[] checked(String what, byte[] data) throws BadMessageException {
        if (data.length > Properties.MAXIMUM_LENGTH) {
            throw new BadMessageException(what + " has more than 65,535 bytes");
        }
        return data;
    }

    /**
     * Returns a text as a Topic Name.
     *
     * @param what the text is, for the reason
     * @throws BadMessageException if it is not a Topic Name
     */
    public static TopicName topicName(String what, String text) throws BadMessageException {
        checked(what, text);
        try {
            return TopicName.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadMessageException(what + ": " + e.getMessage(), e);
        }
    }
}
