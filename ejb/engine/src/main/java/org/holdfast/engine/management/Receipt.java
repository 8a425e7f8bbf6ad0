package org.holdfast.engine.management;

import org.holdfast.engine.retained.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The result of a message that the host has published, or of a change of retained messages. It is available when the
 * change is committed, as {@link TopicManagement} says.
 *
 * @param hasReceivers whether at least one subscriber gets it
 * @param refusal why the message is not retained, or not stored for a subscriber; null on success
 * @param explanation the refusal in words, with the setting
 */
public record Receipt(
        boolean hasReceivers,
        @Nullable Refusal refusal,
        @Nullable String explanation) {}
