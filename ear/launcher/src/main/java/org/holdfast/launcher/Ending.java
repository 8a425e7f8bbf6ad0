package org.holdfast.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of this process. Only the first cause (a signal, or a failed start) counts; the outcome is printed once, by that cause or
 * by the time limit, whichever comes first; and the exit code agrees with it. Any thread.
 */
final class Ending {
    private final Duration limit;
    private final PrintStream out;
    private final PrintStream err;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    private final byte[] heapFull;
    private final int heapFullCode = ExitCode.HEAP_FULL.code();
    private boolean hasBegun;
    private @Nullable ExitCode said;

    /**
     * Creates the end of this process.
     *
     * @param limit how long it may take
     */
    Ending(Duration limit) {
        this(limit, System.out, System.err, System::exit, Runtime.getRuntime()::halt);
    }

    /**
     * Creates the end of any process.
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
        this.heapFull =
                ("Holdfast ended unexpectedly: the Java heap is full. What was acknowledged as committed is safe. Give it"
                                + " more heap (-Xmx), or lower holdfast.memory.max-bytes or holdfast.retained.max-bytes."
                                + System.lineSeparator())
                        .getBytes(StandardCharsets.UTF_8);
        Runtime.getRuntime().removeShutdownHook(new Thread()); // loads what an end needs, while there is room
        Thread watchdog = new Thread(this::waitForLimit, "holdfast-stop-limit"); // now: a full heap has no room for it
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** Prints a text, unless the end has begun. */
    synchronized void printUnlessBegun(Supplier<String> text) {
        if (!hasBegun) {
            out.print(text.get());
        }
    }

    /** Begins the end; false when it has already begun. From now on only this class prints, within a time limit. */
    synchronized boolean begin() {
        if (hasBegun) {
            return false;
        }
        hasBegun = true;
        mute();
        notifyAll();
        return true;
    }

    /** Mutes the server, which prints trivial messages when it ends, bypassing its log. */
    private void mute() {
        System.setOut(nowhere);
        System.setErr(nowhere);
    }

    /** Ends the process when everything is written and undeployed. */
    void stopped() {
        end(ExitCode.STOPPED, out, "Holdfast has stopped.");
    }

    /** Ends the process after a failed start. */
    void startFailed(String reason) {
        end(ExitCode.START_FAILED, err, "Holdfast did not start: " + reason);
    }

    /** Ends the process because the broker could not continue. */
    void gaveUp(String reason) {
        end(ExitCode.GAVE_UP, err, "Holdfast ended unexpectedly: " + reason);
    }

    /** Ends the process at once, because the heap is full. What this needs was made before. */
    void heapFull() {
        try {
            err.write(heapFull, 0, heapFull.length);
            err.flush();
        } finally {
            halt(heapFullCode);
        }
    }

    /** Ends the process, as soon as there is room for the little that this may need. */
    private void halt(int code) {
        while (true) {
            try {
                halt.accept(code);
                return;
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }

    /** Ends the process, unless the time limit came first: then its thread does. */
    private void end(ExitCode code, PrintStream console, String line) {
        if (say(code, console, line)) {
            exit.accept(code.code());
        }
    }

    /** Ends the process at the time limit. Shutdown hooks may be cut short; an outcome already printed stays valid. */
    void timeOut() {
        ExitCode code = ExitCode.STOP_TIMED_OUT;
        try {
            say(code, out, "Holdfast did not stop within " + limit.toSeconds() + " s and is terminated.");
            code = said();
        } finally { // also if the heap is full
            halt(code.code());
        }
    }

    /** Prints how the process ends; false when that was printed before. A password not shown yet is printed first. */
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
            awaitBegin();
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        timeOut();
    }

    private synchronized void awaitBegin() throws InterruptedException {
        while (!hasBegun) {
            wait();
        }
    }
}
