package org.holdfast.beans.topics;

import jakarta.ejb.Local;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retained messages and publishing, for the console. Every method throws {@link org.holdfast.beans.problem.InvalidInputException}
 * for an invalid text, and {@link org.holdfast.beans.problem.UnavailableException} while the broker does not run. Methods that
 * change something return after the commit; {@link #publish} only if messages are acknowledged then
 * ({@code holdfast.retained.acknowledge}).
 */
@Local
public interface RetainedTopics {
    /**
     * Returns messages in the order of their topics.
     *
     * @param filter a Topic Filter; null for all. A wildcard in its first level matches all topics but those at and below $SYS
     * @param after the topic after which they begin; null for the first ones
     * @param limit 1 to 1,000
     */
    RetainedPage list(@Nullable String filter, @Nullable String after, int limit);

    /** Returns messages in any order, without the first {@code offset} ones. */
    List<RetainedSummary> list(
            @Nullable String filter, RetainedOrder order, boolean isDescending, int offset, int limit);

    /** Returns how many messages match; those under {@code $SYS} only if the filter names it. */
    long count(@Nullable String filter);

    /** Returns one message; {@link org.holdfast.beans.problem.NotFoundException} when the topic has none. */
    RetainedDetail get(@Nullable String topic);

    /**
     * Returns the levels directly below a topic, in order, with figures of the messages below them.
     *
     * @param topic null for the top level
     * @param after the level after which they begin; null for the first ones
     * @param limit 1 to 1,000
     */
    TopicLevel below(@Nullable String topic, @Nullable String after, int limit);

    /**
     * Publishes a message to subscribers, and retains it on request.
     *
     * @param who the user, in place of a Client Identifier
     */
    PublishResult publish(PublishRequest request, String who);

    /** Changes the lifetime of a message, in seconds from now; null: it never expires. Subscribers are not notified. */
    RetainedDetail changeLifetime(@Nullable String topic, @Nullable Long seconds, String who);

    /**
     * Deletes the retained message of a topic. Subscribers are not notified. {@link org.holdfast.beans.problem.ConflictException}
     * when the message changes at this very moment: then it is kept.
     */
    void delete(@Nullable String topic, String who);

    /**
     * Deletes all retained messages that match.
     *
     * @param filter a Topic Filter, which is required
     * @return how many were deleted
     */
    long purge(@Nullable String filter, String who);

    /** Writes the messages that match as JSON lines, never those under {@code $SYS}; returns their number. */
    long export(@Nullable String filter, OutputStream out) throws IOException;

    /** Imports retained messages from JSON lines. Subscribers are not notified. */
    ImportResult importFrom(InputStream lines, ImportRules rules, String who) throws IOException;
}
