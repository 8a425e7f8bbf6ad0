package org.holdfast.engine.local;

import org.holdfast.engine.packet.Auth;
import org.holdfast.engine.packet.ConnAck;
import org.holdfast.engine.packet.Disconnect;
import org.holdfast.engine.packet.PingResp;
import org.holdfast.engine.packet.PubAck;
import org.holdfast.engine.packet.PubComp;
import org.holdfast.engine.packet.PubRec;
import org.holdfast.engine.packet.PubRel;
import org.holdfast.engine.packet.ServerPacket;
import org.holdfast.engine.packet.SubAck;
import org.holdfast.engine.packet.UnsubAck;

/** Maps each packet of the broker to its effect on a local client. Owned by the event loop of its connection. */
final class LocalAnswers implements ServerPacket.Visitor<Runnable> {
    private final LocalConnection connection;

    LocalAnswers(LocalConnection connection) {
        this.connection = connection;
    }

    private static void nothing() {}

    @Override
    public Runnable connAck(ConnAck packet) {
        if (packet.granted() != null) {
            return () -> connection.connected(packet.sessionPresent());
        }
        String reason = packet.reasonString();
        return () -> connection.disconnect(
                packet.reason(), reason == null ? "the client is redirected to another server" : reason);
    }

    @Override
    public Runnable subAck(SubAck packet) {
        return () -> connection.answered(packet.packetId(), packet.reasons());
    }

    @Override
    public Runnable unsubAck(UnsubAck packet) {
        return () -> connection.answered(packet.packetId(), packet.reasons());
    }

    @Override
    public Runnable pubRel(PubRel packet) {
        return () -> connection.released(packet.packetId());
    }

    /** Ignored, as in the next two: LocalPublisher answers what this client publishes. */
    @Override
    public Runnable pubAck(PubAck packet) {
        return LocalAnswers::nothing;
    }

    @Override
    public Runnable pubRec(PubRec packet) {
        return LocalAnswers::nothing;
    }

    @Override
    public Runnable pubComp(PubComp packet) {
        return LocalAnswers::nothing;
    }

    @Override
    public Runnable pingResp(PingResp packet) {
        return LocalAnswers::nothing; // it sends no PINGREQ
    }

    @Override
    public Runnable auth(Auth packet) {
        return LocalAnswers::nothing; // it has chosen no method
    }

    @Override
    public Runnable disconnect(Disconnect packet) {
        return LocalAnswers::nothing; // Outbound.disconnect notifies a local client
    }
}
