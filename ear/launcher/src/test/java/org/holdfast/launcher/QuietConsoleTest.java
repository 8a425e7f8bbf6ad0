package org.holdfast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuietConsoleTest {
    private final PrintStream errorBefore = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private QuietConsole console;

    @BeforeEach
    void printIntoMemory() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        console = new QuietConsole();
        console.setLevel(Level.ALL);
        console.setFormatter(new SimpleFormatter() {
            @Override
            public String format(LogRecord record) {
                return record.getMessage() + "\n";
            }
        });
    }

    @AfterEach
    void printAsBefore() {
        System.setErr(errorBefore);
    }

    @Test
    void newsOfHoldfastAndWarningsOfTheServerArePrinted() {
        log("org.holdfast.beans", Level.INFO, "ours");
        log("org.glassfish", Level.INFO, "trifle");
        log("org.glassfish", Level.WARNING, "warning");
        log(null, Level.INFO, "nobody's");

        assertThat(printed()).isEqualTo("ours\nwarning\n");
    }

    @Test
    void whatPayara7WarnsOfWithoutAReasonIsNotPrinted() {
        log("jakarta.enterprise.ejb.container", Level.WARNING, "AS-EJB-00053");
        log("jakarta.enterprise.ejb.container", Level.SEVERE, "AS-EJB-00053 and this is no trifle");
        log("jakarta.enterprise.ejb.container", Level.WARNING, "AS-EJB-00056");

        assertThat(printed()).isEqualTo("AS-EJB-00053 and this is no trifle\nAS-EJB-00056\n");
    }

    @Test
    void whatIsHeldBackIsPrintedWhenItIsReleased() {
        console.holdBack();
        log("org.glassfish", Level.WARNING, "warning");
        log("org.holdfast.beans", Level.INFO, "ours");
        assertThat(printed()).isEqualTo("ours\n");

        console.release();
        log("org.glassfish", Level.WARNING, "later");

        assertThat(printed()).isEqualTo("ours\nwarning\nlater\n");
    }

    @Test
    void firstFailureOfWhatIsHeldBackIsTheReason() {
        console.holdBack();
        assertThat(console.failure()).isEmpty();

        log("org.glassfish", Level.WARNING, "warning");
        log("org.glassfish", Level.SEVERE, "the reason\n\tat its.Place");
        log("org.glassfish", Level.SEVERE, "a consequence");

        assertThat(console.failure()).contains("the reason at its.Place");
    }

    private void log(@Nullable String logger, Level level, String message) {
        LogRecord record = new LogRecord(level, message);
        record.setLoggerName(logger);
        console.publish(record);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
