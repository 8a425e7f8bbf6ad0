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
 * Retained messages and publishing, for those who manage the broker. Any thread.
 *
 * <p>Each change is told to be done when it is committed; while the store fails that is not before it works again. A message that is
 * published need not be waited for where the configuration says so ({@code Acknowledge.RECEIVED}).
 */
public final class TopicManagement {
    /** A purge lets the store take so many changes before it goes on. */
    private static final int PURGE_CHUNK = 10_000;

    private static final Receipt LEASE_IS_OVER =
            new Receipt(false, Refusal.STORE_BACKLOG, Denial.LEASE_IS_OVER.explanation());

    private final RetainedMessages retained;
    private final Publisher publisher;
    private final GroupCommit commits;
    private final Clock clock;
    private final BooleanSupplier mayPublish;

    /**
     * Over the retained messages of a broker.
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

    /** What is retained now. */
    public RetainedView view() {
        return retained.view();
    }

    /**
     * Publishes a message as a client would, at the QoS given, to everybody who has subscribed.
     *
     * @param who takes the place of its publisher's Client Identifier
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
     * Lets a topic keep this message; nobody who has subscribed is told. It says nothing of when that is committed: for many of
     * them, and {@link #committed} after the last.
     *
     * @param message with its own times and publisher, and a payload
     */
    public ChangeResult keepSoon(Message message) {
        return retained.keep(message);
    }

    /** As {@link #keepSoon}, if the topic keeps no message. */
    public ChangeResult keepSoonIfNone(Message message) {
        return retained.keepIfNone(message);
    }

    /** Why a message is not retained, in words that name the setting. */
    public String explain(Refusal refusal) {
        return retained.explain(refusal);
    }

    /**
     * Lets the message that a topic keeps expire at another time. Nobody who has subscribed is told.
     *
     * @param lifetime its Message Expiry Interval from now on, in whole seconds; null: it never expires
     * @return null when the topic keeps no message
     */
    public @Nullable CompletableFuture<Receipt> changeLifetime(TopicName topic, @Nullable Duration lifetime) {
        ChangeResult result = retained.changeLifetime(topic, lifetime);
        return result.equals(ChangeResult.NO_CHANGE) ? null : receipt(false, result.refusal(), true);
    }

    /**
     * Lets a topic keep nothing, if it still keeps this very message. Nobody who has subscribed is told.
     *
     * @return null when it keeps another one, or none, by now
     */
    public @Nullable CompletableFuture<Void> clear(RetainedMessage seen) {
        return retained.clear(seen) ? committed() : null;
    }

    /** Is done when everything is committed that has been changed so far. */
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
     * Clears all topics that match, but for those whose message is set anew meanwhile.
     *
     * @param awaiter waits for a commit, as long as the caller is willing to: now and then, and at the end
     * @param progress is told from time to time how many have been cleared
     * @return how many were cleared
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
