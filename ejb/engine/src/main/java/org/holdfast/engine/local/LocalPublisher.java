package org.holdfast.engine.local;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.publishing.Backpressure;
import org.holdfast.engine.publishing.Denial;
import org.holdfast.engine.publishing.Outcome;
import org.holdfast.engine.publishing.Outcome.Refused;
import org.holdfast.engine.publishing.Publication;
import org.holdfast.engine.publishing.PublishRules;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.routing.MessageOrigin;
import org.holdfast.engine.routing.Subscriber;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages of local clients, on their own threads: PUBLISH and its answer (sections 3.3 and 3.4) without
 * packets. Any thread.
 */
public final class LocalPublisher {
    private final Shared shared;
    private final PublishRules rules;

    /**
     * The objects that all publishers share.
     *
     * @param mayPublish is asked before each message
     */
    public record Shared(
            Publisher publisher,
            Backpressure backpressure,
            GroupCommit commits,
            Clock clock,
            BooleanSupplier mayPublish) {}

    /**
     * Publishes on the shared state of a broker.
     *
     * @param rules the rules for what may be published
     */
    public LocalPublisher(Shared shared, PublishRules rules) {
        this.shared = shared;
        this.rules = rules;
    }

    /** Publishes a message; the result is what PUBACK would report, at QoS 0 too. */
    CompletableFuture<LocalOutcome> publish(Publication publication, LocalConnect client) {
        Denial denial = denial(publication, client);
        if (denial != null) {
            return CompletableFuture.completedFuture(new LocalOutcome(denial.reason(), denial.explanation()));
        }
        Throttle throttle = new Throttle();
        Message message = publication.message(shared.clock().millis(), client.clientId());
        Outcome outcome = shared.publisher().publish(message, throttle);
        return throttle.after(answer(outcome, message.qos()), message);
    }

    private CompletableFuture<LocalOutcome> answer(Outcome outcome, QoS qos) {
        LocalOutcome told = told(outcome);
        boolean waits = outcome.refusal() == null && outcome.awaitsCommit() && qos != QoS.AT_MOST_ONCE;
        return waits
                ? shared.commits().committed().thenApply(nothing -> told)
                : CompletableFuture.completedFuture(told);
    }

    private LocalOutcome told(Outcome outcome) {
        Refused refused = outcome.refusal();
        if (refused != null) {
            return new LocalOutcome(refused.reason(), shared.publisher().explain(refused));
        }
        return outcome.hasReceivers() ? LocalOutcome.SUCCESS : LocalOutcome.TO_NOBODY;
    }

    private @Nullable Denial denial(Publication publication, LocalConnect client) {
        Denial denial = rules.denial(publication.qos(), publication.retain());
        if (denial == null) {
            denial = rules.denial(client.clientId(), client.userName(), publication.topic(), publication.properties());
        }
        return denial == null && !shared.mayPublish().getAsBoolean() ? Denial.LEASE_IS_OVER : denial;
    }

    /** Delays the answer to a publisher that must wait; other clients are not read from instead. */
    private final class Throttle implements MessageOrigin {
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
            if (shared.backpressure().isDue(message)) {
                held = held.thenCombine(shared.backpressure().relief(), (outcome, nothing) -> outcome);
            }
            return held;
        }
    }
}
