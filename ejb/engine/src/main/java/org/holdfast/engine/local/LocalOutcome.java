package org.holdfast.engine.local;

import org.holdfast.engine.message.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * The result of a publish of a local client.
 *
 * @param reason as in PUBACK (section 3.4.2.1)
 * @param explanation as its Reason String; null when there is nothing to explain
 */
public record LocalOutcome(ReasonCode reason, @Nullable String explanation) {
    static final LocalOutcome SUCCESS = new LocalOutcome(ReasonCode.SUCCESS, null);
    static final LocalOutcome TO_NOBODY = new LocalOutcome(ReasonCode.NO_MATCHING_SUBSCRIBERS, null);
}
