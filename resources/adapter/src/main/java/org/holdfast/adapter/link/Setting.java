package org.holdfast.adapter.link;

import org.jspecify.annotations.Nullable;

/** Settings as the container hands them over: text, or nothing. */
public final class Setting {
    private Setting() {}

    /** The text; null when it is blank, as that of a setting that is left empty. */
    public static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /**
     * The number that a text is.
     *
     * @throws IllegalArgumentException with a message that names the setting, when it is none, or out of range
     */
    public static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same answer
        }
        throw new IllegalArgumentException(name + " is a number from " + least + " to " + most + ", and not " + text);
    }
}
