package org.holdfast.web.pages;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.holdfast.web.json.WholeJson;
import org.jspecify.annotations.Nullable;

/** A payload in all display formats. A class, because Faces reads properties by their getters. */
public final class PayloadView {
    /** The maximum length shown; the whole payload can be downloaded. */
    private static final int MOST = 64 << 10;

    private static final int HEX_LINE = 16;
    private static final int LARGEST_IMAGE = 4 << 20;

    private static final Map<String, byte[]> IMAGES = Map.of(
            "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G'},
            "image/jpeg", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
            "image/gif", new byte[] {'G', 'I', 'F', '8'},
            "image/webp", new byte[] {'R', 'I', 'F', 'F'});

    private final byte[] bytes;

    PayloadView(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether only its beginning is shown. */
    public boolean isCut() {
        return bytes.length > MOST;
    }

    /** Returns the payload as text, or null when it is not text. */
    public @Nullable String getText() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.length() > MOST ? beginning(text) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String beginning(String text) {
        boolean isWhole = !Character.isHighSurrogate(text.charAt(MOST - 1));
        return text.substring(0, isWhole ? MOST : MOST - 1);
    }

    /** Returns the whole payload as text, or null if a form would not return it unchanged. */
    public @Nullable String getEditableText() {
        String text = isEditable() ? getText() : null;
        return text == null || text.startsWith("\n") || text.chars().anyMatch(PayloadView::isChangedByAForm)
                ? null
                : text;
    }

    private static boolean isChangedByAForm(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    /** Whether all of it can be edited, as text or in base64. */
    public boolean isEditable() {
        return !isCut();
    }

    /** Returns the payload as formatted JSON, or null when it is not JSON. */
    public @Nullable String getJson() {
        String text = getText();
        if (text == null
                || isCut()
                || !(text.strip().startsWith("{") || text.strip().startsWith("["))) {
            return null;
        }
        try {
            return formatted(text);
        } catch (JsonException e) {
            return null;
        }
    }

    private static String formatted(String text) {
        WholeJson.check(text);
        StringWriter out = new StringWriter();
        try (JsonReader reader = Json.createReader(new StringReader(text));
                JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(out)) {
            writer.write(reader.readValue());
        }
        return out.toString().strip();
    }

    /** Returns the payload as a table of hexadecimal digits and characters. */
    public String getHex() {
        StringBuilder hex = new StringBuilder();
        for (int at = 0; at < Math.min(bytes.length, MOST); at += HEX_LINE) {
            hex.append(String.format(Locale.ROOT, "%08x ", at));
            StringBuilder characters = new StringBuilder();
            for (int i = at; i < at + HEX_LINE; i++) {
                hex.append(i < bytes.length ? String.format(Locale.ROOT, " %02x", bytes[i]) : "   ");
                characters.append(i >= bytes.length ? "" : bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
            }
            hex.append("  ").append(characters).append('\n');
        }
        return hex.toString();
    }

    public String getBase64() {
        byte[] shown = isCut() ? Arrays.copyOf(bytes, MOST / 3 * 3) : bytes;
        return Base64.getMimeEncoder().encodeToString(shown);
    }

    /** Returns the payload as the URL of an image, or null when it is not of a kind that every browser shows. */
    public @Nullable String getImage() {
        if (bytes.length > LARGEST_IMAGE) {
            return null;
        }
        return IMAGES.entrySet().stream()
                .filter(kind -> startsWith(kind.getValue()))
                .findFirst()
                .map(kind -> "data:" + kind.getKey() + ";base64,"
                        + Base64.getEncoder().encodeToString(bytes))
                .orElse(null);
    }

    private boolean startsWith(byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}
