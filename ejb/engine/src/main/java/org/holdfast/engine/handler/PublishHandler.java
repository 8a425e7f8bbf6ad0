package org.holdfast.engine.handler;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.Message;
import org.holdfast.engine.packet.MqttException;
import org.holdfast.engine.packet.Publish;
import org.holdfast.engine.packet.QoS;
import org.holdfast.engine.packet.ReasonCode;
import org.holdfast.engine.retained.CommitWaiter;
import org.holdfast.engine.retained.Refusal;
import org.holdfast.engine.retained.RetainedConfig.Acknowledge;
import org.holdfast.engine.retained.RetainedMessages;
import org.holdfast.engine.routing.Router.Routed;
import org.holdfast.engine.session.Outbound;
import org.holdfast.engine.session.Outbound.Pause;
import org.holdfast.engine.topic.TopicName;

/** PUBLISH (section 3.3). */
final class PublishHandler {
    private final Publisher publisher;
    private final RetainedMessages retained;
    private final Capabilities offered;
    private final Authorizer authorizer;

    PublishHandler(Publisher publisher, RetainedMessages retained, Capabilities offered, Authorizer authorizer) {
        this.publisher = publisher;
        this.retained = retained;
        this.offered = offered;
        this.authorizer = authorizer;
    }

    void handle(Client client, Publish publish) {
        checkOffered(publish);
        TopicName topic = client.aliases().resolve(publish);
        if (publish.qos() == QoS.EXACTLY_ONCE && client.session().hasReceived(publish.packetId())) {
            answerAgain(client, publish);
            return;
        }
        if (publish.qos() != QoS.AT_MOST_ONCE) {
            client.acknowledgements().begin();
        }
        if (topic.isTooDeep()) {
            refuse(client, publish, ReasonCode.TOPIC_NAME_INVALID, "the Topic Name has too many levels");
            return;
        }
        if (!authorizer.mayPublish(client.clientId(), client.userName(), topic)) {
            refuse(client, publish, ReasonCode.NOT_AUTHORIZED, "not authorized to publish to this topic");
            return;
        }
        publish(client, publish, topic);
    }

    private void checkOffered(Publish publish) {
        if (publish.qos().compareTo(offered.maximumQos()) > 0) {
            throw new MqttException(
                    ReasonCode.QOS_NOT_SUPPORTED,
                    "the maximum QoS is " + offered.maximumQos().value()); // [MQTT-3.2.2-11]
        }
        if (publish.retain() && !offered.retain()) {
            throw new MqttException(
                    ReasonCode.RETAIN_NOT_SUPPORTED, "messages are not retained here"); // [MQTT-3.2.2-14]
        }
    }

    private void publish(Client client, Publish publish, TopicName topic) {
        if (publish.qos() == QoS.EXACTLY_ONCE) {
            client.session().received(publish.packetId());
        }
        Message message = publisher.message(publish, topic, client.clientId());
        if (publish.qos() == QoS.AT_MOST_ONCE) {
            publishAtMostOnce(client, message);
        } else if (publish.retain() && retained.acknowledge() == Acknowledge.COMMITTED) {
            acknowledgeCommitted(client, publish, message);
        } else {
            acknowledge(client, publish, publisher.publish(message, client, null));
        }
        if (publish.retain() && retained.isCongested()) {
            slowDown(client.outbound());
        }
    }

    /** Nobody would send it again: so its subscribers get it also when it cannot be retained. */
    private void publishAtMostOnce(Client client, Message message) {
        if (!publisher.publish(message, client, null).isDelivered()) {
            publisher.deliver(message, client);
        }
    }

    private void acknowledge(Client client, Publish publish, Publisher.Published published) {
        if (published.refusal() != null) {
            refuse(client, publish, published);
        } else {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), reason(client, published), null);
        }
    }

    /** PUBACK or PUBREC leaves after the commit that holds the message. */
    private void acknowledgeCommitted(Client client, Publish publish, Message message) {
        Acknowledgements.Owed owed = client.acknowledgements().owe(publish.packetId(), publish.qos());
        Publisher.Published published = publisher.publish(message, client, owed);
        if (published.refusal() != null) {
            client.acknowledgements().withdraw(owed);
            refuse(client, publish, published);
        } else {
            owed.reason(reason(client, published));
        }
    }

    private static ReasonCode reason(Client client, Publisher.Published published) {
        return client.isMqtt5() && published.routed() == Routed.TO_NOBODY
                ? ReasonCode.NO_MATCHING_SUBSCRIBERS
                : ReasonCode.SUCCESS;
    }

    /** A QoS 2 message that has come before, and is not published again, is answered like the first time. */
    private void answerAgain(Client client, Publish publish) {
        if (publish.retain() && retained.acknowledge() == Acknowledge.COMMITTED) {
            retained.await(client.acknowledgements().owe(publish.packetId(), publish.qos()));
        } else {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), ReasonCode.SUCCESS, null);
        }
    }

    /**
     * Not retained. A client of MQTT 3.x whose message has been delivered gets its acknowledgement all the same: cut off, it
     * would send the message again, for ever, and each time to all subscribers.
     */
    private void refuse(Client client, Publish publish, Publisher.Published published) {
        Refusal refusal = Objects.requireNonNull(published.refusal());
        if (published.isDelivered() && !client.isMqtt5()) {
            client.acknowledgements().answer(publish.packetId(), publish.qos(), ReasonCode.SUCCESS, null);
        } else {
            refuse(client, publish, refusal.reason(), retained.explain(refusal));
        }
    }

    /** MQTT 5.0 has a reason code for the publisher; MQTT 3.x has none, and a false promise would lose the message. */
    private static void refuse(Client client, Publish publish, ReasonCode reason, String explanation) {
        if (publish.qos() == QoS.EXACTLY_ONCE) {
            client.session().released(publish.packetId());
        }
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
        retained.awaitFlush(new CommitWaiter() {
            @Override
            public Executor executor() {
                return publisher.eventLoop();
            }

            @Override
            public void committed() {
                publisher.resumeReading(Pause.STORE_BUSY);
            }
        });
    }
}
