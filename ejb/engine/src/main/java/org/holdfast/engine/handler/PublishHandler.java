package org.holdfast.engine.handler;

import java.time.Clock;
import org.holdfast.engine.commit.CommitWaiter;
import org.holdfast.engine.commit.GroupCommit;
import org.holdfast.engine.message.Message;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.publishing.Backpressure;
import org.holdfast.engine.publishing.Denial;
import org.holdfast.engine.publishing.Outcome;
import org.holdfast.engine.publishing.Outcome.Refused;
import org.holdfast.engine.publishing.PublishRules;
import org.holdfast.engine.publishing.Publisher;
import org.holdfast.engine.session.sending.Outbound;
import org.holdfast.engine.session.sending.Outbound.Pause;
import org.holdfast.engine.topic.TopicName;

/** Handles PUBLISH (section 3.3). */
final class PublishHandler {
    private final Publisher publisher;
    private final Backpressure backpressure;
    private final GroupCommit commits;
    private final Clock clock;
    private final PublishRules rules;

    PublishHandler(Dispatcher.Shared shared, Dispatcher.Rules rules) {
        this.publisher = shared.publisher();
        this.backpressure = shared.backpressure();
        this.commits = shared.commits();
        this.clock = shared.clock();
        this.rules = rules.ofPublishing();
    }

    void handle(Client client, Publish publish) {
        Denial notOffered = rules.denial(publish.qos(), publish.retain());
        if (notOffered != null) {
            throw notOffered.asException();
        }
        TopicName topic = client.aliases().resolve(publish);
        if (publish.qos() == QoS.EXACTLY_ONCE && client.session().incoming().contains(publish.packetId())) {
            answerAgain(client, publish);
            return;
        }
        if (publish.qos() != QoS.AT_MOST_ONCE) {
            client.acknowledgements().begin();
        }
        Denial denial = rules.denial(client.clientId(), client.userName(), topic, publish.properties());
        if (denial == null) {
            publish(client, publish, publish.message(topic, clock.millis(), client.clientId()));
        } else if (publish.qos() != QoS.AT_MOST_ONCE) {
            refuse(client, publish, denial);
        }
    }

    private void publish(Client client, Publish publish, Message message) {
        client.session().incoming().published();
        if (publish.qos() == QoS.AT_MOST_ONCE) {
            publisher.publishOnce(message, client);
        } else {
            answer(client, publish, publishAsOne(client, publish, message));
        }
        if (backpressure.isDue(message)) {
            slowDown(client.outbound());
        }
    }

    /** Publishes a message. Its changes, and at QoS 2 the record of its receipt, are committed as one. */
    private Outcome publishAsOne(Client client, Publish publish, Message message) {
        if (publish.qos() != QoS.EXACTLY_ONCE) {
            return told(client, publisher.publish(message, client));
        }
        return commits.gate().together(() -> {
            client.session().incoming().add(publish.packetId());
            Outcome told = told(client, publisher.publish(message, client));
            if (told.refusal() != null) {
                client.session().incoming().release(publish.packetId());
            }
            return told;
        });
    }

    /** Returns the outcome for the client. An MQTT 3.x client cannot be refused: it is disconnected, and resends the message. */
    private static Outcome told(Client client, Outcome outcome) {
        return client.isMqtt5() ? outcome : outcome.withoutReasonCode();
    }

    private void answer(Client client, Publish publish, Outcome told) {
        Refused refused = told.refusal();
        if (refused != null) {
            refuse(client, publish, new Denial(refused.reason(), publisher.explain(refused)));
            return;
        }
        ReasonCode reason =
                told.hasReceivers() || !client.isMqtt5() ? ReasonCode.SUCCESS : ReasonCode.NO_MATCHING_SUBSCRIBERS;
        answer(client, publish, reason, told.awaitsCommit() || isReceivedForGood(client, publish));
    }

    private void answer(Client client, Publish publish, ReasonCode reason, boolean afterCommit) {
        if (afterCommit) {
            commits.await(client.acknowledgements().owe(publish.packetId(), publish.qos(), reason));
        } else {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), reason, null);
        }
    }

    /** Answers a QoS 2 message that was received before like the first time, without publishing it again. */
    private void answerAgain(Client client, Publish publish) {
        boolean afterCommit = publisher.awaitsCommit(publish.retain()) || isReceivedForGood(client, publish);
        answer(client, publish, ReasonCode.SUCCESS, afterCommit);
    }

    /** Whether the store has, after the commit, the record of this QoS 2 message. */
    private static boolean isReceivedForGood(Client client, Publish publish) {
        return publish.qos() == QoS.EXACTLY_ONCE && client.session().isStored();
    }

    /** Refuses a publish: MQTT 5.0 has a reason code for it; MQTT 3.x has none, and a false promise would lose the message. */
    private static void refuse(Client client, Publish publish, Denial denial) {
        if (!client.isMqtt5()) {
            throw denial.asException();
        }
        client.acknowledgements().answer(publish.packetId(), publish.qos(), denial.reason(), denial.explanation());
    }

    /** Stops reading from the publisher until its backpressure is over. */
    private void slowDown(Outbound outbound) {
        outbound.pauseReading(Pause.STORE_BUSY);
        backpressure.await(CommitWaiter.of(outbound.eventLoop(), () -> outbound.resumeReading(Pause.STORE_BUSY)));
    }
}
