package org.holdfast.beans.transfer.json;

import java.io.IOException;
import java.io.InputStream;
import org.holdfast.beans.transfer.BadMessageException;
import org.holdfast.beans.transfer.Import;
import org.holdfast.beans.transfer.MessageSource;

/**
 * A source of JSON lines, each a message. Blank lines are skipped.
 *
 * @param in the stream of the lines; not closed here
 * @param maximumLine the longest line, in bytes
 */
public record JsonSource(InputStream in, int maximumLine) implements MessageSource {
    @Override
    public void readInto(Import messages) throws IOException {
        LineReader lines = new LineReader(in, maximumLine);
        while (lines.next()) {
            String origin = "line " + lines.number();
            if (lines.isTooLong()) {
                messages.refuse(
                        origin,
                        "longer than " + maximumLine
                                + " bytes, the limit of holdfast.mqtt.max-packet-size: raise that setting");
            } else if (!lines.isBlank()) {
                read(lines, origin, messages);
            }
        }
    }

    private static void read(LineReader lines, String origin, Import messages) {
        try {
            messages.add(origin, JsonReader.read(lines.bytes(), lines.length(), messages.now()));
        } catch (BadMessageException e) {
            messages.refuse(origin, e.reason());
        }
    }
}
