package org.holdfast.engine.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A numbered statement of a standard.
 *
 * @param id such as {@code MQTT-3.3.1-6}
 * @param binds whose duty it is
 * @param observable how a test can see it
 * @param gist what it asks for, in our words
 */
record Statement(String id, Binds binds, Observable observable, String gist) {
    /** Whose duty a statement is. */
    enum Binds {
        SERVER,
        CLIENT,
        BOTH
    }

    /** How a test can see whether a statement holds. */
    enum Observable {
        /** On the network connection; of a statement that binds clients, the server's reaction to a breach. */
        WIRE,
        /** Inside of the program. */
        UNIT,
        /** Not at all on the server's side. */
        NONE
    }

    /** All statements of a standard, in its order. */
    static List<Statement> of(Standard standard) {
        try (InputStream table = Statement.class.getResourceAsStream("/conformance/" + standard.file())) {
            if (table == null) {
                throw new IllegalStateException(standard.file() + " is not on the class path");
            }
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1) // the names of the columns
                    .map(Statement::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Statement parse(String line) {
        String[] columns = line.split("\t", -1);
        return new Statement(
                columns[0], Binds.valueOf(upper(columns[1])), Observable.valueOf(upper(columns[2])), columns[3]);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    /** Whether a server can keep or break it in a way that a test sees. */
    boolean needsTest() {
        return observable != Observable.NONE;
    }

    /** The chapter of the standard: the first number of the id. */
    int chapter() {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1, id.indexOf('.')));
    }
}
