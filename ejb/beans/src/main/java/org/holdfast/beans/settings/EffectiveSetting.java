package org.holdfast.beans.settings;

/**
 * A setting with its effective value.
 *
 * @param keyName its key
 * @param shown its value, masked when it is secret
 * @param source where the value comes from
 */
public record EffectiveSetting(String keyName, String shown, String source) {
    static final String DEFAULT = "default";
    /** The source of a value that was changed while the broker ran. */
    public static final String CONSOLE = "console";

    static final String MASK = "********";

    /** Whether it is not set. */
    public boolean isDefault() {
        return source.equals(DEFAULT);
    }

    @Override
    public String toString() {
        return keyName + "=" + shown;
    }
}
