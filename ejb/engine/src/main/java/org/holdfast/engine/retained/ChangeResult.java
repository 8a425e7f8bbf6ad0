package org.holdfast.engine.retained;

import org.jspecify.annotations.Nullable;

/**
 * The result of a change that depends on the current retained message of its topic.
 *
 * @param isChanged false when nothing has changed: the change was refused, or does not apply to the current message
 * @param refusal why it was refused; null when it was not
 */
public record ChangeResult(boolean isChanged, @Nullable Refusal refusal) {
    public static final ChangeResult CHANGED = new ChangeResult(true, null);

    /** The change does not apply to the current message. */
    public static final ChangeResult NO_CHANGE = new ChangeResult(false, null);

    static ChangeResult refused(Refusal refusal) {
        return new ChangeResult(false, refusal);
    }
}
