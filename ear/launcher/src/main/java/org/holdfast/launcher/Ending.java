package org.holdfast.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of this process. The first who begins it (a signal, or a start that has failed) is the only one; how it has ended is said
 * once, by whoever comes first of that one and the time limit; and the exit code is what was said. Any thread.
 */
final class Ending {
    private final Duration limit;
    private final PrintStream out;
    private final PrintStream err;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private boolean hasBegun;
    private @Nullable ExitCode said;

    /**
     * Of this process.
     *
     * @param limit how long it may take
     */
    Ending(Duration limit) {
        this(limit, System.out, System.err, System::exit, Runtime.getRuntime()::halt);
    }

    /**
     * Of any process.
     *
     * @param limit how long it may take
     * @param out standard output
     * @param err standard error
     * @param exit ends the process after its shutdown hooks
     * @param halt ends the process at once
     */
    Ending(Duration limit, PrintStream out, PrintStream err, IntConsumer exit, IntConsumer halt) {
        this.limit = limit;
        this.out = out;
        this.err = err;
        this.exit = exit;
        this.halt = halt;
    }

    /** Prints a text, unless the end has begun. */
    synchronized void printUnlessBegun(Supplier<String> text) {
        if (!hasBegun) {
            out.print(text.get());
        }
    }

    /** Begins the end; false when somebody else has. From now on nobody prints but this, and there is a time limit. */
    synchronized boolean begin() {
        if (hasBegun) {
            return false;
        }
        hasBegun = true;
        mute();
        Thread watchdog = new Thread(this::waitForLimit, "holdfast-stop-limit");
        watchdog.setDaemon(true);
        watchdog.start();
        return true;
    }

    /** The server prints trifles when it ends, past its log. */
    private static void mute() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(nowhere);
        System.setErr(nowhere);
    }

    /** Everything is written and undeployed. */
    void stopped() {
        end(ExitCode.STOPPED, out, "Holdfast has stopped.");
    }

    /** The start has failed. */
    void startFailed(String reason) {
        end(ExitCode.START_FAILED, err, "Holdfast did not start: " + reason);
    }

    /** The broker could not go on. */
    void gaveUp(String reason) {
        end(ExitCode.GAVE_UP, err, "Holdfast ended unexpectedly: " + reason);
    }

    /** Where the limit has come first, its thread ends the process. */
    private void end(ExitCode code, PrintStream console, String line) {
        if (say(code, console, line)) {
            exit.accept(code.code());
        }
    }

    /** Shutdown hooks may still run after the end was said: they are cut short, and what was said stays true. */
    void timeOut() {
        say(
                ExitCode.STOP_TIMED_OUT,
                out,
                "Holdfast did not stop within " + limit.toSeconds() + " s and is terminated.");
        halt.accept(said().code());
    }

    /** Says how the process ends; false when it has been said. A password that nobody has seen yet is shown first. */
    private synchronized boolean say(ExitCode code, PrintStream console, String line) {
        if (said != null) {
            return false;
        }
        said = code;
        Handover.close();
        out.print(Handover.takeLogin());
        out.flush();
        console.println(line);
        return true;
    }

    private synchronized ExitCode said() {
        if (said == null) {
            throw new IllegalStateException("no reason was given");
        }
        return said;
    }

    private void waitForLimit() {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        timeOut();
    }
}
