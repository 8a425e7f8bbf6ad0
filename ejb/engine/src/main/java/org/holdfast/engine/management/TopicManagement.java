package org.holdfast.engine.management;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.publishing.Denial;
import org.holdfast.engine.publishing.Outcome;
import org.holdfast.engine.publishing.Outcome.Refused;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.retained.ChangeResult;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.retained.tree.RetainedCursor;
import org.holdfast.engine.retained.tree.RetainedMessage;
import org.holdfast.engine.retained.tree.RetainedView;
import org.holdfast.engine.routing.MessageOrigin;
import org.holdfast.engine.topic.TopicFilter;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/**
 * Manages retained messages and publishes, for the host. Any thread.
 *
 * <p>The future of a change completes when it is committed; while the store fails, not before it works again. With
 * {@code Acknowledge.RECEIVED}, retaining a published message does not delay its future.
 */
public final class TopicManagement {
    /** The number of changes after which a purge waits for the store. */
    private static final int PURGE_CHUNK = 10_000;

    private static final Receipt LEASE_IS_OVER =
            new Receipt(false, Refusal.STORE_BACKLOG, Denial.LEASE_IS_OVER.explanation());

    private final RetainedMessages retained;
    private final Publisher publisher;
    private final GroupCommit commits;
    private final Clock clock;
    private final BooleanSupplier mayPublish;

    /**
     * Manages the retained messages of a broker.
     *
     * @param mayPublish is asked before each message
     */
    public TopicManagement(
            RetainedMessages retained,
            Publisher publisher,
            GroupCommit commits,
            Clock clock,
            BooleanSupplier mayPublish) {
        this.retained = retained;
        this.publisher = publisher;
        this.commits = commits;
        this.clock = clock;
        this.mayPublish = mayPublish;
    }

    /** Returns a view of the retained messages. */
    public RetainedView view() {
        return retained.view();
    }

    /**
     * Publishes a message as a client would, at the given QoS, to all subscribers.
     *
     * @param who takes the place of the publisher's Client Identifier
     */
    public CompletableFuture<Receipt> publish(Publication publication, String who) {
        if (!mayPublish.getAsBoolean()) {
            return CompletableFuture.completedFuture(LEASE_IS_OVER);
        }
        Outcome outcome = publisher.publish(publication.message(clock.millis(), who), MessageOrigin.BROKER);
        Refused refused = outcome.refusal();
        return receipt(outcome.hasReceivers(), refused == null ? null : refused.cause(), outcome.awaitsCommit());
    }

    /**
     * Retains a message, without delivering it to subscribers, and without waiting for the commit: for many messages,
     * with {@link #committed} after the last.
     *
     * @param message with its own times and publisher, and a payload
     */
    public ChangeResult keepSoon(Message message) {
        return retained.keep(message);
    }

    /** As {@link #keepSoon}, if the topic has no retained message. */
    public ChangeResult keepSoonIfNone(Message message) {
        return retained.keepIfNone(message);
    }

    /** Returns the reason of a refusal in words, with the setting. */
    public String explain(Refusal refusal) {
        return retained.explain(refusal);
    }

    /**
     * Changes the expiry of a retained message, without delivering it to subscribers.
     *
     * @param lifetime its Message Expiry Interval from now on, in whole seconds; null for none, so that only the
     *     configured lifetime applies
     * @return null when the topic has no retained message
     */
    public @Nullable CompletableFuture<Receipt> changeLifetime(TopicName topic, @Nullable Duration lifetime) {
        ChangeResult result = retained.changeLifetime(topic, lifetime);
        return result.equals(ChangeResult.NO_CHANGE) ? null : receipt(false, result.refusal(), true);
    }

    /**
     * Clears a topic if it still has this very message. Subscribers are not notified.
     *
     * @return null when it has another one, or none, by now
     */
    public @Nullable CompletableFuture<Void> clear(RetainedMessage seen) {
        return retained.clear(seen) ? committed() : null;
    }

    /** Returns a future that completes when all changes made so far are committed. */
    public CompletableFuture<Void> committed() {
        return commits.committed();
    }

    private CompletableFuture<Receipt> receipt(boolean hasReceivers, @Nullable Refusal refusal, boolean isStored) {
        if (refusal != null) {
            return CompletableFuture.completedFuture(new Receipt(hasReceivers, refusal, retained.explain(refusal)));
        }
        Receipt receipt = new Receipt(hasReceivers, null, null);
        return isStored ? committed().thenApply(nothing -> receipt) : CompletableFuture.completedFuture(receipt);
    }

    /**
     * Clears all topics that match, except those whose message is set anew meanwhile.
     *
     * @param awaiter waits for a commit, as long as the caller allows: after each chunk, and at the end
     * @param progress is called with the number of cleared topics, as often
     * @return the number of cleared topics
     */
    public long purge(TopicFilter filter, Consumer<CompletableFuture<Void>> awaiter, LongConsumer progress) {
        long now = clock.millis();
        long cleared = 0;
        RetainedCursor cursor = view().matching(filter);
        for (RetainedMessage next; (next = cursor.next(now)) != null; ) {
            if (next.topic().isOfClients() && retained.clear(next) && ++cleared % PURGE_CHUNK == 0) {
                progress.accept(cleared);
                awaiter.accept(committed());
            }
        }
        progress.accept(cleared);
        awaiter.accept(committed());
        return cleared;
    }
}
