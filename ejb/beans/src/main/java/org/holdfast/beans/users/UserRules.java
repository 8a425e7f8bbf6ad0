package org.holdfast.beans.users;

import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** The rules for a name, a password, a role and a label of the console. */
final class UserRules {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";

    private UserRules() {}

    static String checkedName(@Nullable String name) {
        if (name == null || !name.matches(NAME)) {
            throw new InvalidInputException(
                    "name", "a name must have 1 to 64 letters, digits or . _ @ - and begin with a letter or digit");
        }
        return name;
    }

    static String checkedPassword(@Nullable String password) {
        if (password == null || password.length() < SHORTEST || password.length() > LONGEST) {
            throw new InvalidInputException(
                    "password", "a password must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        return password;
    }

    static Role role(@Nullable String role) {
        for (Role each : Role.values()) {
            if (each.text().equals(role)) {
                return each;
            }
        }
        throw new InvalidInputException("role", "the role must be admin or viewer");
    }

    static String checkedLabel(@Nullable String label) {
        if (label == null || label.isBlank() || label.length() > 100) {
            throw new InvalidInputException("label", "a label must have 1 to 100 characters");
        }
        return label.strip();
    }
}
