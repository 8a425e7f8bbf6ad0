package org.holdfast.engine.access;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Normalizes user names and passwords for comparison (SASLprep, RFC 4013).
 *
 * <p>The tables of RFC 3454 are those of Unicode 3.2; here the JDK classifies characters, with the same result for the
 * characters of Unicode 3.2. Unassigned code points are allowed, as in a query: no prepared text outlives the process.
 */
public final class SaslPrep {
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\x{200B}]"); // table C.1.2
    private static final Pattern NOTHING =
            Pattern.compile("[\\x{AD}\\x{34F}\\x{1806}\\x{180B}-\\x{180D}\\x{200C}\\x{200D}\\x{2060}"
                    + "\\x{FE00}-\\x{FE0F}\\x{FEFF}]"); // table B.1

    /** Tables C.2 to C.9: control, private use, surrogates, format, line separators, noncharacters, and so on. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cs}\\p{Cf}\\p{Zl}\\p{Zp}\\p{IsNoncharacter_Code_Point}"
                    + "\\x{340}\\x{341}\\x{2FF0}-\\x{2FFB}\\x{FFFC}\\x{FFFD}]");

    private SaslPrep() {}

    /**
     * Returns the prepared form of a text.
     *
     * @throws IllegalArgumentException when the result is empty or prohibited
     */
    public static String prepare(String text) {
        String spaced = SPACES.matcher(text).replaceAll(" ");
        String prepared = Normalizer.normalize(NOTHING.matcher(spaced).replaceAll(""), Normalizer.Form.NFKC);
        if (prepared.isEmpty()) {
            throw new IllegalArgumentException("a name or password is empty");
        }
        if (FORBIDDEN.matcher(prepared).find()) {
            throw new IllegalArgumentException("a name or password contains a character that SASLprep prohibits");
        }
        checkDirection(prepared);
        return prepared;
    }

    /** Whether {@link #prepare} returns the text unchanged. */
    public static boolean isPrepared(String text) {
        return isPermitted(text) && prepare(text).equals(text);
    }

    /** Whether {@link #prepare} accepts the text. */
    public static boolean isPermitted(String text) {
        try {
            prepare(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Right-to-left text must begin and end so, and contain nothing from left to right (RFC 3454, section 6). */
    private static void checkDirection(String text) {
        boolean ends = isRightToLeft(text.codePointAt(0)) && isRightToLeft(text.codePointBefore(text.length()));
        if (text.codePoints().anyMatch(SaslPrep::isRightToLeft)
                && (!ends || text.codePoints().anyMatch(SaslPrep::isLeftToRight))) {
            throw new IllegalArgumentException(
                    "a name or password mixes text directions in a way that SASLprep prohibits");
        }
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isLeftToRight(int codePoint) {
        return Character.getDirectionality(codePoint) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
    }
}
