package org.holdfast.engine.management;

import org.holdfast.engine.retained.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message that the host has published, or of a change of what is retained. When it is there, the change is
 * committed, as {@link TopicManagement} says.
 *
 * @param hasReceivers whether anybody gets it
 * @param refusal why the message is not retained, or not stored for a subscriber; null when all is well
 * @param explanation the same in words that name the setting
 */
public record Receipt(
        boolean hasReceivers,
        @Nullable Refusal refusal,
        @Nullable String explanation) {}
