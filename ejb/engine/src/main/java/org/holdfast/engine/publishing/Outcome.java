package org.holdfast.engine.publishing;

import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.retained.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a message that was published. */
public sealed interface Outcome {
    /** Whether anybody gets it. */
    boolean hasReceivers();

    /** Whether its acknowledgement has to wait for the commit of what it has changed. */
    boolean awaitsCommit();

    /** Why it was refused; null when it was taken. */
    @Nullable
    Refused refusal();

    /**
     * The same for a publisher of MQTT 3.x, whose acknowledgements have no Reason Code: it would send a refused message again, for ever.
     * One that all subscribers have got counts as taken, because it would come to all of them each time.
     */
    Outcome withoutReasonCode();

    /** Every subscriber gets it, and its topic keeps it if it was to. */
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
     * Its topic does not keep it, or a subscriber that should store it cannot.
     *
     * @param cause which limit was reached; {@link Publisher#explain} says it in words
     * @param delivery how it was delivered all the same; null when not all of its subscribers get it
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
