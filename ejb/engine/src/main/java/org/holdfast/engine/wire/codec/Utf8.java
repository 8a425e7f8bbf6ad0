package org.holdfast.engine.wire.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.holdfast.engine.message.MqttException;

/** Decodes UTF-8 Encoded Strings, as strictly as section 1.5.4 requires. */
final class Utf8 {
    private Utf8() {}

    /**
     * Returns the text of these bytes.
     *
     * @throws MqttException when they are ill-formed, or have U+0000 [MQTT-1.5.4-1] [MQTT-1.5.4-2]
     */
    static String decode(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] <= 0) {
                return decodeAny(bytes, length);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1); // all of it is ASCII
    }

    private static String decodeAny(byte[] bytes, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MqttException.malformed("a string is not well-formed UTF-8");
        }
        if (text.indexOf(0) >= 0) {
            throw MqttException.malformed("a string contains U+0000");
        }
        return text;
    }
}
