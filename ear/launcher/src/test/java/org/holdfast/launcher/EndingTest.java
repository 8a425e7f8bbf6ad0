package org.holdfast.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final String LOGIN = "org.holdfast.handover.login";

    private final PrintStream outBefore = System.out;
    private final PrintStream errBefore = System.err;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final List<String> ends = new ArrayList<>();
    private Ending ending;

    @BeforeEach
    void makeEnding() {
        PrintStream print = new PrintStream(console, true, UTF_8);
        ending = new Ending(
                Duration.ofSeconds(9),
                print,
                print,
                code -> ends.add("exit " + code),
                code -> ends.add("halt " + code));
    }

    @AfterEach
    void restore() {
        System.setOut(outBefore);
        System.setErr(errBefore);
        System.clearProperty(LOGIN);
    }

    @Test
    void hooksThatTakeLongerThanTheLimitDoNotMakeAStopFail() {
        ending.begin();
        ending.stopped();
        ending.timeOut();

        assertThat(said()).isEqualTo("Holdfast has stopped.\n");
        assertThat(ends).containsExactly("exit 0", "halt 0");
    }

    @Test
    void stopThatIsDoneAfterTheLimitSaysNothingMore() {
        ending.begin();
        ending.timeOut();
        ending.stopped();

        assertThat(said()).isEqualTo("Holdfast did not stop within 9 s and is terminated.\n");
        assertThat(ends).containsExactly("halt 3");
    }

    @Test
    void failedStartStaysOneWhenItsHooksTakeLong() {
        ending.begin();
        ending.startFailed("no room.");
        ending.timeOut();

        assertThat(said()).isEqualTo("Holdfast did not start: no room.\n");
        assertThat(ends).containsExactly("exit 1", "halt 1");
    }

    @Test
    void secondSignalBeginsNothing() {
        assertThat(ending.begin()).isTrue();
        assertThat(ending.begin()).isFalse();
    }

    @Test
    void bannerIsNotLostInAnEnd() {
        ending.printUnlessBegun(() -> "banner\n");
        ending.begin();
        ending.printUnlessBegun(() -> {
            throw new AssertionError("nobody sees that");
        });

        assertThat(said()).isEqualTo("banner\n");
    }

    @Test
    void passwordThatNobodyHasSeenIsShownOnceWhateverTheEnd() {
        System.setProperty(LOGIN, "Log in as x\n");
        ending.begin();
        ending.startFailed("no room.");

        assertThat(said()).isEqualTo("Log in as x\nHoldfast did not start: no room.\n");
        assertThat(System.getProperty(LOGIN)).isNull();
    }

    private String said() {
        return console.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
