package org.holdfast.engine.retained;

import org.holdfast.engine.message.ReasonCode;

/** The reason why a message is not retained. */
public enum Refusal {
    /** The backlog of the store is full; a retry may succeed. */
    STORE_BACKLOG(ReasonCode.QUOTA_EXCEEDED),
    /** The maximum number of retained messages is reached. */
    TOO_MANY_MESSAGES(ReasonCode.QUOTA_EXCEEDED),
    /** Its payload exceeds the maximum for a retained message. */
    PAYLOAD_TOO_LARGE(ReasonCode.QUOTA_EXCEEDED), // PUBACK and PUBREC have no 0x95
    /** Retained messages take the maximum of the heap. */
    TOO_MANY_BYTES(ReasonCode.QUOTA_EXCEEDED),
    /** Its topic has more levels than the maximum for a retained message. */
    TOO_MANY_LEVELS(ReasonCode.TOPIC_NAME_INVALID);

    private final ReasonCode reason;

    Refusal(ReasonCode reason) {
        this.reason = reason;
    }

    /** The Reason Code for the publisher (sections 3.4.2.1 and 3.5.2.1). */
    public ReasonCode reason() {
        return reason;
    }

    /** Returns the Reason String for the publisher: the limit and its setting. */
    public String explanation(RetainedLimits limits) {
        return switch (this) {
            case STORE_BACKLOG -> "too many changes wait for the store";
            case TOO_MANY_MESSAGES ->
                "at most " + limits.maximumMessages() + " messages can be retained (holdfast.retained.max-messages)";
            case PAYLOAD_TOO_LARGE ->
                "payload and properties of a retained message must have at most " + limits.maximumPayloadSize()
                        + " bytes (holdfast.retained.max-payload-size)";
            case TOO_MANY_BYTES ->
                "retained messages may take at most " + limits.maximumBytes()
                        + " bytes of memory (holdfast.retained.max-bytes)";
            case TOO_MANY_LEVELS ->
                "the topic of a retained message must have at most " + limits.maximumTopicLevels()
                        + " levels (holdfast.retained.max-topic-levels)";
        };
    }
}
