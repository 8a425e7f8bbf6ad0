package org.holdfast.engine.session;

import java.util.Map;
import java.util.function.Consumer;
import org.holdfast.engine.loop.EventLoop;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.session.SessionRegistry.Claim;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.store.Owner;
import org.holdfast.engine.session.store.SessionJournal;
import org.jspecify.annotations.Nullable;

/** Grants sessions to connections: new ones, and those of earlier connections, or of an earlier run of the broker. Any thread. */
final class Claims {
    private final Map<String, Session> sessions;
    private final SharedBySessions shared;
    private final SessionJournal journal;
    private final NewSession newSession;
    private final Consumer<Session> end;

    /** Creates a session on a loop. */
    @FunctionalInterface
    interface NewSession {
        Session of(String clientId, Owner owner, EventLoop loop);
    }

    /**
     * Grants the sessions in a map, and adds new ones to it.
     *
     * @param end ends a session, on its loop
     */
    Claims(
            Map<String, Session> sessions,
            SharedBySessions shared,
            SessionJournal journal,
            NewSession newSession,
            Consumer<Session> end) {
        this.sessions = sessions;
        this.shared = shared;
        this.journal = journal;
        this.newSession = newSession;
        this.end = end;
    }

    /** Grants a session. Called on the claim's loop. */
    void claim(Claim claim) {
        String full = full();
        if (full != null && !claim.owner().equals(Owner.APPLICATION) && !sessions.containsKey(claim.clientId())) {
            claim.refused(new MqttException(ReasonCode.QUOTA_EXCEEDED, full));
            return;
        }
        Session fresh = newSession.of(claim.clientId(), claim.owner(), claim.eventLoop());
        Session existing = sessions.putIfAbsent(claim.clientId(), fresh);
        if (existing == null) {
            claim.granted(fresh, false);
        } else {
            fresh.account().close();
            SessionRegistry.onceKept(existing, () -> takeOver(existing, claim));
        }
    }

    /** Returns why there must not be another session; null when there may. */
    private @Nullable String full() {
        if (sessions.size() >= shared.config().maximumSessions()) {
            return "there must be at most " + shared.config().maximumSessions() + " sessions";
        }
        return shared.memory().isExhausted() ? SessionRegistry.MEMORY_IS_SHORT : null;
    }

    /** On the loop of the existing session. */
    private void takeOver(Session existing, Claim claim) {
        if (existing.isEnded()) {
            claim.eventLoop().execute(() -> claim(claim));
            return;
        }
        boolean isShared =
                existing.record().owner().shares(claim.owner(), shared.config().sharedByUsers());
        MqttException objection = objection(existing, claim, isShared);
        if (objection != null) {
            claim.eventLoop().execute(() -> claim.refused(objection));
            return;
        }
        Outbound before = existing.outbound();
        if (before != null) {
            before.disconnect(
                    ReasonCode.SESSION_TAKEN_OVER, "another connection uses this Client Identifier"); // [MQTT-3.1.4-3]
        }
        if (claim.cleanStart() || !isShared) {
            discard(existing, claim);
            return;
        }
        existing.record().owner(claim.owner()); // stored when it is attached
        existing.lifetime().returned();
        existing.loop().moveTo(claim.eventLoop());
        claim.eventLoop().execute(() -> claim.granted(existing, true));
    }

    /** Returns why a client does not get the session, or null. Only an application may discard that of a user: its identifiers are in no user's hands. */
    private static @Nullable MqttException objection(Session existing, Claim claim, boolean isShared) {
        if (!isShared && !claim.owner().equals(Owner.APPLICATION)) {
            return new MqttException(
                    ReasonCode.NOT_AUTHORIZED, "the session of this Client Identifier belongs to another user");
        }
        if (existing.record().isLeftOnDisk() && !claim.cleanStart()) {
            return new MqttException(
                    ReasonCode.QUOTA_EXCEEDED,
                    "the stored messages of this session do not fit into the broker's memory; they stay on disk");
        }
        return null;
    }

    /** Discards a session. CONNACK reports none [MQTT-3.2.2-2]: so none may be there after a crash either. */
    private void discard(Session existing, Claim claim) {
        boolean wasStored = existing.isStored();
        end.accept(existing);
        if (wasStored) {
            journal.await(claim.eventLoop(), () -> claim(claim));
        } else {
            claim.eventLoop().execute(() -> claim(claim));
        }
    }
}
