package org.holdfast.engine.local;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.handler.PublishRules;
import org.holdfast.engine.handler.Publisher;
import org.holdfast.engine.handler.Publisher.Published;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.routing.Source;
import org.holdfast.engine.routing.Subscriber;
import org.holdfast.engine.session.SessionJournal;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what local clients publish, on their own threads: PUBLISH and its answer (sections 3.3 and 3.4) without packets. Any
 * thread.
 */
public final class LocalPublisher {
    private final Shared shared;
    private final PublishRules may;

    /**
     * What all publishers share.
     *
     * @param mayPublish is asked before each message
     */
    public record Shared(
            Publisher publisher,
            RetainedMessages retained,
            SessionJournal journal,
            GroupCommit commits,
            Clock clock,
            BooleanSupplier mayPublish) {}

    /**
     * Over the shared state of a broker.
     *
     * @param may what may be published
     */
    public LocalPublisher(Shared shared, PublishRules may) {
        this.shared = shared;
        this.may = may;
    }

    /** Publishes; what comes back is what PUBACK would say, at QoS 0 too. */
    CompletableFuture<LocalOutcome> publish(LocalPublish publish, LocalConnect client) {
        try {
            may.checkOffered(publish.qos(), publish.retain());
            may.checkTopic(client.clientId(), client.userName(), publish.topic());
        } catch (MqttException e) {
            return CompletableFuture.completedFuture(new LocalOutcome(e.reason(), e.explanation()));
        }
        if (!shared.mayPublish().getAsBoolean()) {
            String explanation = "another broker may have taken over the store: try again";
            return CompletableFuture.completedFuture(new LocalOutcome(ReasonCode.UNSPECIFIED_ERROR, explanation));
        }
        Throttle throttle = new Throttle();
        Message message = publish.message(shared.clock().millis(), client.clientId());
        Published published = shared.publisher().publish(message, throttle);
        Refusal refusal = published.refusal();
        if (refusal != null) {
            String explanation = shared.retained().explain(refusal);
            return CompletableFuture.completedFuture(new LocalOutcome(refusal.reason(), explanation));
        }
        boolean waits = published.routed() == Routed.TO_THE_STORE
                || (message.retain()
                        && message.qos() != QoS.AT_MOST_ONCE
                        && shared.retained().acknowledge() == Acknowledge.COMMITTED);
        LocalOutcome outcome = published.routed() == Routed.TO_NOBODY ? LocalOutcome.TO_NOBODY : LocalOutcome.SUCCESS;
        return throttle.after(waits ? committed(outcome) : CompletableFuture.completedFuture(outcome), message);
    }

    private CompletableFuture<LocalOutcome> committed(LocalOutcome outcome) {
        CompletableFuture<LocalOutcome> done = new CompletableFuture<>();
        shared.commits().await(CommitWaiter.of(Runnable::run, () -> done.complete(outcome)));
        return done;
    }

    /** Holds up the answer to a publisher that is to wait, where others are not read from for a moment. */
    private final class Throttle implements Source {
        private @Nullable Subscriber busy;

        @Override
        public void slowDown(Subscriber congested) {
            busy = congested;
        }

        CompletableFuture<LocalOutcome> after(CompletableFuture<LocalOutcome> answer, Message message) {
            CompletableFuture<LocalOutcome> held = answer;
            Subscriber congested = busy;
            if (congested != null) {
                CompletableFuture<Void> relief = new CompletableFuture<>();
                congested.onRelief(Runnable::run, () -> relief.complete(null));
                held = held.thenCombine(relief, (outcome, nothing) -> outcome);
            }
            if ((message.retain() && shared.retained().isCongested())
                    || shared.journal().isCongested()) {
                CompletableFuture<Void> flush = new CompletableFuture<>();
                shared.commits().awaitFlush(CommitWaiter.of(Runnable::run, () -> flush.complete(null)));
                held = held.thenCombine(flush, (outcome, nothing) -> outcome);
            }
            return held;
        }
    }
}
