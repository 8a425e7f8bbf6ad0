package org.holdfast.adapter.link;

import org.jspecify.annotations.Nullable;

/** Reads settings as the container passes them: text, or null. */
public final class Setting {
    private Setting() {}

    /** Returns the text; null when it is blank, like that of a setting left empty. */
    public static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /**
     * Returns the number in a text.
     *
     * @throws IllegalArgumentException with a message that names the setting, when it is not a number or out of range
     */
    public static long number(String name, String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same failure
        }
        throw new IllegalArgumentException(name + " is a number from " + least + " to " + most + ", and not " + text);
    }
}
