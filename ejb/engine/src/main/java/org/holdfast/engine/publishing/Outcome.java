package org.holdfast.engine.publishing;

import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.retained.Refusal;
import org.jspecify.annotations.Nullable;

/** The result of publishing a message. */
public sealed interface Outcome {
    /** Whether at least one subscriber gets it. */
    boolean hasReceivers();

    /** Whether its acknowledgement must wait for the commit of its changes. */
    boolean awaitsCommit();

    /** The refusal; null when it was accepted. */
    @Nullable
    Refused refusal();

    /**
     * Returns the outcome for a publisher of MQTT 3.x, whose acknowledgements have no Reason Code: it would resend a refused
     * message without end. A message that all subscribers have got counts as accepted, because they would get it again each time.
     */
    Outcome withoutReasonCode();

    /** The message was accepted: every subscriber gets it, and its topic retains it if requested. */
    record Taken(boolean hasReceivers, boolean awaitsCommit) implements Outcome {
        private static final Taken[] ALL = {
            new Taken(false, false), new Taken(false, true), new Taken(true, false), new Taken(true, true)
        };

        static Taken of(boolean hasReceivers, boolean awaitsCommit) {
            return ALL[(hasReceivers ? 2 : 0) + (awaitsCommit ? 1 : 0)];
        }

        @Override
        public @Nullable Refused refusal() {
            return null;
        }

        @Override
        public Outcome withoutReasonCode() {
            return this;
        }
    }

    /**
     * The message was not retained, or a subscriber that should store it cannot.
     *
     * @param cause which limit was reached; {@link Publisher#explain} says it in words
     * @param delivery the result if it was delivered all the same; null when not all of its subscribers get it
     */
    record Refused(Refusal cause, @Nullable Taken delivery) implements Outcome {
        /** The Reason Code for its publisher (sections 3.4.2.1 and 3.5.2.1). */
        public ReasonCode reason() {
            return cause.reason();
        }

        @Override
        public boolean hasReceivers() {
            return delivery != null && delivery.hasReceivers();
        }

        @Override
        public boolean awaitsCommit() {
            return delivery != null && delivery.awaitsCommit();
        }

        @Override
        public Refused refusal() {
            return this;
        }

        @Override
        public Outcome withoutReasonCode() {
            return delivery == null ? this : delivery;
        }
    }
}
