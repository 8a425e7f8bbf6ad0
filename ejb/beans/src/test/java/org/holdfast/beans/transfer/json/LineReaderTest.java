package org.holdfast.beans.transfer.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesAreCutAtTheirEndsWhereverTheBufferEnds() throws IOException {
        String first = "a".repeat(65_535);
        String second = "b".repeat(200_000);

        assertThat(lines(first + "\n" + second + "\n\nlast", 1_000_000)).containsExactly(first, second, "", "last");
    }

    @Test
    void emptyStreamHasNoLine() throws IOException {
        assertThat(lines("", 10)).isEmpty();
        assertThat(lines("\n", 10)).containsExactly("");
    }

    @Test
    void lineOverTheLimitIsPassedOverAndTheNextIsIntact() throws IOException {
        assertThat(lines("a".repeat(300_000) + "\n" + "b".repeat(100_000) + "\n" + "c".repeat(100_001), 100_000))
                .containsExactly("too long", "b".repeat(100_000), "too long");
    }

    @Test
    void streamThatGivesOneByteAtATimeIsReadTheSame() throws IOException {
        InputStream slow = new ByteArrayInputStream("ab\nc\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(1, length));
            }
        };

        assertThat(lines(slow, 10)).containsExactly("ab", "c");
    }

    private static List<String> lines(String text, int limit) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    }

    private static List<String> lines(InputStream in, int limit) throws IOException {
        LineReader reader = new LineReader(in, limit);
        List<String> lines = new ArrayList<>();
        while (reader.next()) {
            assertThat(reader.number()).isEqualTo(lines.size() + 1);
            lines.add(
                    reader.isTooLong()
                            ? "too long"
                            : new String(reader.bytes(), 0, reader.length(), StandardCharsets.UTF_8));
        }
        return lines;
    }
}
