package org.holdfast.beans.settings;

/** Thrown when settings prevent the start. The message is one line that names the keys and what is allowed. */
public class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
