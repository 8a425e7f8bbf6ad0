package org.holdfast.engine.handler;

import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.handler.Publisher.Published;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.session.Outbound;
import org.holdfast.engine.session.Outbound.Pause;
import org.holdfast.engine.session.SessionJournal;
import org.holdfast.engine.topic.TopicName;

/** PUBLISH (section 3.3). */
final class PublishHandler {
    private final Publisher publisher;
    private final RetainedMessages retained;
    private final SessionJournal journal;
    private final GroupCommit commits;
    private final PublishRules may;

    PublishHandler(Dispatcher.Shared shared, Dispatcher.Rules rules) {
        this.publisher = shared.publisher();
        this.retained = shared.retained();
        this.journal = shared.journal();
        this.commits = shared.commits();
        this.may =
                new PublishRules(rules.connect().capabilities(), rules.access().authorizer());
    }

    void handle(Client client, Publish publish) {
        may.checkOffered(publish.qos(), publish.retain());
        TopicName topic = client.aliases().resolve(publish);
        if (publish.qos() == QoS.EXACTLY_ONCE && client.session().hasReceived(publish.packetId())) {
            answerAgain(client, publish);
            return;
        }
        if (publish.qos() != QoS.AT_MOST_ONCE) {
            client.acknowledgements().begin();
        }
        try {
            may.checkTopic(client.clientId(), client.userName(), topic);
        } catch (MqttException e) { // no fault of the connection, but of this message
            refuse(client, publish, e.reason(), e.explanation());
            return;
        }
        publish(client, publish, topic);
    }

    private void publish(Client client, Publish publish, TopicName topic) {
        client.session().published();
        Message message = publisher.message(publish, topic, client.clientId());
        if (publish.qos() == QoS.AT_MOST_ONCE) {
            publishAtMostOnce(client, message);
        } else {
            acknowledge(client, publish, publishAsOne(client, publish, message));
        }
        if ((publish.retain() && retained.isCongested()) || journal.isCongested()) {
            slowDown(client.outbound());
        }
    }

    /** Nobody would send it again: so its subscribers get it also when it cannot be retained. */
    private void publishAtMostOnce(Client client, Message message) {
        if (!publisher.publish(message, client).isDelivered()) {
            publisher.deliver(message, client);
        }
    }

    /** What the message changes, and at QoS 2 that it has come, is committed together, or not at all. */
    private Published publishAsOne(Client client, Publish publish, Message message) {
        if (publish.qos() != QoS.EXACTLY_ONCE) {
            return publisher.publish(message, client);
        }
        commits.gate().enter();
        try {
            client.session().received(publish.packetId());
            Published published = publisher.publish(message, client);
            if (isRefused(client, published)) {
                client.session().released(publish.packetId());
            }
            return published;
        } finally {
            commits.gate().leave();
        }
    }

    /**
     * Whether the publisher is told that the message is not retained, or not stored. A client of MQTT 3.x whose message has been
     * delivered gets its acknowledgement all the same: cut off, it would send it again, for ever, and each time to all.
     */
    private static boolean isRefused(Client client, Published published) {
        return published.refusal() != null && (client.isMqtt5() || !published.isTaken());
    }

    private void acknowledge(Client client, Publish publish, Published published) {
        Refusal refusal = published.refusal();
        if (refusal != null && isRefused(client, published)) {
            refuse(client, publish, refusal.reason(), retained.explain(refusal));
        } else if (published.routed() == Routed.TO_THE_STORE || waitsForCommit(client, publish)) {
            commits.await(client.acknowledgements().owe(publish.packetId(), publish.qos(), reason(client, published)));
        } else {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), reason(client, published), null);
        }
    }

    /** Whether PUBACK or PUBREC is to leave after the commit, whoever gets the message. */
    private boolean waitsForCommit(Client client, Publish publish) {
        return (publish.retain() && retained.acknowledge() == Acknowledge.COMMITTED)
                || (publish.qos() == QoS.EXACTLY_ONCE && client.session().isStored());
    }

    private static ReasonCode reason(Client client, Published published) {
        return client.isMqtt5() && published.routed() == Routed.TO_NOBODY
                ? ReasonCode.NO_MATCHING_SUBSCRIBERS
                : ReasonCode.SUCCESS;
    }

    /** A QoS 2 message that has come before, and is not published again, is answered like the first time. */
    private void answerAgain(Client client, Publish publish) {
        if (waitsForCommit(client, publish)) {
            commits.await(client.acknowledgements().owe(publish.packetId(), publish.qos(), ReasonCode.SUCCESS));
        } else {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), ReasonCode.SUCCESS, null);
        }
    }

    /** MQTT 5.0 has a reason code for the publisher; MQTT 3.x has none, and a false promise would lose the message. */
    private static void refuse(Client client, Publish publish, ReasonCode reason, String explanation) {
        if (publish.qos() == QoS.AT_MOST_ONCE) {
            return;
        }
        if (!client.isMqtt5()) {
            throw new MqttException(reason, explanation);
        }
        client.acknowledgements().answer(publish.packetId(), publish.qos(), reason, explanation);
    }

    /** Reads nothing more from the publisher until what waits now is committed, or the store has failed. */
    private void slowDown(Outbound publisher) {
        publisher.pauseReading(Pause.STORE_BUSY);
        commits.awaitFlush(CommitWaiter.of(publisher.eventLoop(), () -> publisher.resumeReading(Pause.STORE_BUSY)));
    }
}
