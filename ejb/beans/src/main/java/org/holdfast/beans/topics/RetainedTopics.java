package org.holdfast.beans.topics;

import jakarta.ejb.Local;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retained messages and publishing, for the console. Every method throws {@link
 * org.holdfast.beans.problem.InvalidInputException} for a text that is not what it should be, and {@link
 * org.holdfast.beans.problem.UnavailableException} while the broker does not run. What changes something returns when that is
 * committed; a message that is published, if it is to be acknowledged then ({@code holdfast.retained.acknowledge}).
 */
@Local
public interface RetainedTopics {
    /**
     * Messages in the order of their topics.
     *
     * @param filter a Topic Filter; null for all. A wildcard in its first level matches all topics but those at and below $SYS
     * @param after the topic that they come after; null for the first ones
     * @param limit 1 to 1,000
     */
    RetainedPage list(@Nullable String filter, @Nullable String after, int limit);

    /** Messages in any order, without so many of the first ones. */
    List<RetainedSummary> list(
            @Nullable String filter, RetainedOrder order, boolean isDescending, int offset, int limit);

    /** How many messages match; of those under {@code $SYS} none, unless the filter names it. */
    long count(@Nullable String filter);

    /** One message; {@link org.holdfast.beans.problem.NotFoundException} when the topic keeps none. */
    RetainedDetail get(@Nullable String topic);

    /**
     * The levels right below a topic, in order, with what is below them.
     *
     * @param topic null for the top
     * @param after the level that they come after; null for the first ones
     * @param limit 1 to 1,000
     */
    TopicLevel below(@Nullable String topic, @Nullable String after, int limit);

    /**
     * Publishes a message, to those who have subscribed and, if it says so, for those who will.
     *
     * @param who does it; stands in the place of a Client Identifier
     */
    PublishResult publish(PublishRequest request, String who);

    /** Lets a message live for so long from now on; null: for ever. Nobody who has subscribed is told. */
    RetainedDetail changeLifetime(@Nullable String topic, @Nullable Long seconds, String who);

    /**
     * Lets a topic keep nothing. Nobody who has subscribed is told. {@link org.holdfast.beans.problem.ConflictException} when the
     * message changes at this very moment: then it stays.
     */
    void delete(@Nullable String topic, String who);

    /**
     * Lets all topics that match keep nothing.
     *
     * @param filter a Topic Filter, which has to be given
     * @return how many were cleared
     */
    long purge(@Nullable String filter, String who);

    /** Writes the messages that match as lines of JSON, those under {@code $SYS} never; returns how many. */
    long export(@Nullable String filter, OutputStream out) throws IOException;

    /** Retains the messages of lines of JSON. Nobody who has subscribed is told. */
    ImportResult importFrom(InputStream lines, ImportRules rules, String who) throws IOException;
}
