package org.holdfast.engine.retained;

import org.jspecify.annotations.Nullable;

/**
 * What became of a change that depends on what its topic keeps.
 *
 * @param isChanged false when nothing has changed: the change was refused, or the topic does not keep what it is for
 * @param refusal why it was refused; null when it was not
 */
public record ChangeResult(boolean isChanged, @Nullable Refusal refusal) {
    public static final ChangeResult CHANGED = new ChangeResult(true, null);

    /** The topic does not keep what the change is for. */
    public static final ChangeResult NO_CHANGE = new ChangeResult(false, null);

    static ChangeResult refused(Refusal refusal) {
        return new ChangeResult(false, refusal);
    }
}
