package org.holdfast.engine.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.holdfast.engine.message.PacketId;
import org.holdfast.engine.message.ReasonCode;

/** SUBSCRIBE and UNSUBSCRIBE packets of a local connection that have no answer yet. Owned by its event loop. */
final class PendingRequests {
    private final Map<Integer, CompletableFuture<List<ReasonCode>>> answers = new HashMap<>();
    private int lastPacketId;

    /** Returns the Packet Identifier of a request with this answer. */
    int add(CompletableFuture<List<ReasonCode>> answer) {
        lastPacketId = PacketId.following(lastPacketId);
        answers.put(lastPacketId, answer);
        return lastPacketId;
    }

    /** Completes the answer of a request, with the Reason Codes of SUBACK or UNSUBACK. */
    void answered(int packetId, List<ReasonCode> reasons) {
        CompletableFuture<List<ReasonCode>> answer = answers.remove(packetId);
        if (answer != null) {
            answer.complete(reasons);
        }
    }

    /** Fails all answers, because the connection has ended. */
    void end() {
        answers.values().forEach(PendingRequests::fail);
        answers.clear();
    }

    /** Fails an answer, because the connection has ended. */
    static void fail(CompletableFuture<List<ReasonCode>> answer) {
        answer.completeExceptionally(new IllegalStateException("the connection has ended"));
    }
}
