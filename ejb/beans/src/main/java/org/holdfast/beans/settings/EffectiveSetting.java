package org.holdfast.beans.settings;

/**
 * A setting as it counts.
 *
 * @param keyName its key
 * @param shown its value, masked when it is secret
 * @param source where the value comes from
 */
public record EffectiveSetting(String keyName, String shown, String source) {
    static final String DEFAULT = "default";
    /** Where the value comes from when it was changed while the broker ran. */
    public static final String CONSOLE = "console";

    static final String MASK = "********";

    /** Whether nobody has set it. */
    public boolean isDefault() {
        return source.equals(DEFAULT);
    }

    @Override
    public String toString() {
        return keyName + "=" + shown;
    }
}
