package org.holdfast.engine.log;

/** Texts of clients in log lines. */
public final class LogText {
    private static final int LONGEST = 60;

    private LogText() {}

    /** Returns a text shortened, and without the characters that could begin another line or control a terminal. */
    public static String of(String text) {
        String beginning = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return beginning.replaceAll("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]", "?");
    }
}
