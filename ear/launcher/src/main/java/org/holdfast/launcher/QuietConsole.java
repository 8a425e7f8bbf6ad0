package org.holdfast.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * The console handler of a quiet server: prints records of Holdfast, and warnings of the server. Named in logging.properties,
 * created by java.util.logging; any thread logs to it.
 *
 * <p>While the EAR is deployed, the records of the server are held back: when the deployment fails for a reason that Holdfast can
 * name, pages of stack traces would only bury the one line that helps.
 */
public final class QuietConsole extends ConsoleHandler {
    private static final String OURS = "org.holdfast.";

    /** The prefixes of unfounded warnings of Payara 7: of timers that are not persistent, and of a class of its own. */
    private static final List<String> TRIFLES = List.of("AS-EJB-00053", "Class Not loaded yet com.sun.ejb.");

    private final List<LogRecord> heldBack = new ArrayList<>();
    private boolean isHoldingBack;

    /** Returns the handler in use, when the log is quiet. */
    static Optional<QuietConsole> current() {
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            if (handler instanceof QuietConsole console) {
                return Optional.of(console);
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (isOurs(record)) {
            super.publish(record);
        } else if (record.getLevel().intValue() < Level.WARNING.intValue() || isTrifle(record)) {
            return; // some of the server's loggers set their own level
        } else if (isHoldingBack) {
            heldBack.add(record);
        } else {
            super.publish(record);
        }
    }

    private static boolean isOurs(LogRecord record) {
        return record.getLoggerName() != null && record.getLoggerName().startsWith(OURS);
    }

    private static boolean isTrifle(LogRecord record) {
        String message = record.getMessage();
        return message != null
                && record.getLevel().equals(Level.WARNING)
                && TRIFLES.stream().anyMatch(message::startsWith);
    }

    /** Holds back the server's records from now on. */
    synchronized void holdBack() {
        isHoldingBack = true;
    }

    /** Returns the first failure among the records held back, in one line. */
    synchronized Optional<String> failure() {
        return heldBack.stream()
                .filter(record -> record.getLevel().equals(Level.SEVERE))
                .findFirst()
                .map(record -> getFormatter().formatMessage(record).strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** Prints the records held back, and holds back no more. */
    synchronized void release() {
        isHoldingBack = false;
        heldBack.forEach(super::publish);
        heldBack.clear();
    }
}
