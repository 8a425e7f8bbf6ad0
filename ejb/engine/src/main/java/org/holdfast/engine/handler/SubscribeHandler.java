package org.holdfast.engine.handler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.access.Authorizer;
import org.holdfast.engine.message.MqttException;
import org.holdfast.engine.message.QoS;
import org.holdfast.engine.message.ReasonCode;
import org.holdfast.engine.packet.Capabilities;
import org.holdfast.engine.packet.SubAck;
import org.holdfast.engine.packet.Subscribe;
import org.holdfast.engine.publishing.Denial;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.session.sending.RetainedFeed;
import org.holdfast.engine.topic.TopicFilter;
import org.jspecify.annotations.Nullable;

/** Handles SUBSCRIBE (section 3.8): SUBACK first, then the retained messages. */
final class SubscribeHandler {
    private final SessionRegistry sessions;
    private final SubscriptionTree subscriptions;
    private final RetainedFeeds retained;
    private final Capabilities offered;
    private final Authorizer authorizer;
    private final int maximumLevels;
    private final int maximumSubscriptions;

    SubscribeHandler(Dispatcher.Shared shared, Dispatcher.Rules rules) {
        this.sessions = shared.sessions();
        this.subscriptions = shared.subscriptions();
        this.retained = new RetainedFeeds(shared);
        this.offered = rules.connect().capabilities();
        this.authorizer = rules.access().authorizer();
        this.maximumLevels = rules.packets().topicLevels();
        this.maximumSubscriptions = rules.limits().maximumSubscriptions();
    }

    void handle(Client client, Subscribe subscribe) {
        if (client.isMqtt5()) {
            checkOffered(subscribe);
        }
        List<ReasonCode> reasons = new ArrayList<>();
        Map<TopicFilter, RetainedFeed> feeds = new LinkedHashMap<>();
        String explanation = null;
        for (Subscribe.Request request : subscribe.requests()) {
            TopicFilter filter = request.filter();
            Denial denial = filter == null ? tooManyLevels() : denial(client, filter);
            if (filter != null && denial == null) {
                reasons.add(subscribe(client, filter, request, subscribe.subscriptionIdentifier(), feeds));
            } else if (denial != null) {
                reasons.add(client.isMqtt5() ? denial.reason() : ReasonCode.UNSPECIFIED_ERROR); // 3.1.1 has 0x80 only
                explanation = denial.explanation();
            }
        }
        answer(client, new SubAck(subscribe.packetId(), reasons, explanation), feeds);
    }

    private static void answer(Client client, SubAck subAck, Map<TopicFilter, RetainedFeed> feeds) {
        feeds.forEach(client.session().sender()::owe);
        client.whenCommitted(() -> {
            client.outbound().send(subAck);
            if (client.isConnected()) { // a SUBACK that is too large for it has closed the connection
                client.session().sender().feed(feeds.keySet());
            }
        });
    }

    /** Rejects the whole SUBSCRIBE if it requests what CONNACK has excluded. */
    private void checkOffered(Subscribe subscribe) {
        if (subscribe.subscriptionIdentifier() != 0 && !offered.subscriptionIdentifiers()) {
            throw new MqttException(
                    ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
                    "Subscription Identifiers are not available"); // section 3.2.2.3.12
        }
        for (Subscribe.Request request : subscribe.requests()) {
            ReasonCode missing = request.filter() == null ? null : missing(request.filter());
            if (missing != null) {
                throw new MqttException(missing, "not available, as CONNACK said");
            }
        }
    }

    private Denial tooManyLevels() {
        return new Denial(
                ReasonCode.TOPIC_FILTER_INVALID, "a Topic Filter must have at most " + maximumLevels + " levels");
    }

    /** Returns why a client may not subscribe to a filter; null when it may. */
    private @Nullable Denial denial(Client client, TopicFilter filter) {
        if (filter.depth() > maximumLevels) {
            return tooManyLevels();
        }
        if (missing(filter) != null) {
            return new Denial(ReasonCode.UNSPECIFIED_ERROR, "not available"); // 3.1.1 [MQTT-3.8.3-2]
        }
        if (!authorizer.maySubscribe(client.clientId(), client.userName(), filter)) {
            return new Denial(ReasonCode.NOT_AUTHORIZED, "not authorized to subscribe to a Topic Filter");
        }
        if (client.session().subscriptions().areTooMany(filter, maximumSubscriptions)) {
            return new Denial(
                    ReasonCode.QUOTA_EXCEEDED,
                    "a session must have at most " + maximumSubscriptions + " subscriptions");
        }
        return sessions.isMemoryShort() ? new Denial(ReasonCode.QUOTA_EXCEEDED, SessionRegistry.MEMORY_IS_SHORT) : null;
    }

    private ReasonCode subscribe(
            Client client,
            TopicFilter filter,
            Subscribe.Request request,
            int identifier,
            Map<TopicFilter, RetainedFeed> feeds) {
        QoS granted = request.qos().min(offered.maximumQos()); // [MQTT-3.2.2-10]
        add(client.session(), subscription(client.session(), filter, request, granted, identifier), feeds);
        return ReasonCode.granted(granted);
    }

    /** Returns the reason code for what the filter needs and is not offered (sections 3.2.2.3.11 and 3.2.2.3.13), or null. */
    private @Nullable ReasonCode missing(TopicFilter filter) {
        if (filter.isShared() && !offered.sharedSubscriptions()) {
            return ReasonCode.SHARED_SUBSCRIPTIONS_NOT_SUPPORTED;
        }
        if (filter.hasWildcard() && !offered.wildcardSubscriptions()) {
            return ReasonCode.WILDCARD_SUBSCRIPTIONS_NOT_SUPPORTED;
        }
        return null;
    }

    private static Subscription subscription(
            Session session, TopicFilter filter, Subscribe.Request request, QoS granted, int identifier) {
        return new Subscription(
                session,
                filter,
                granted,
                request.noLocal(),
                request.retainAsPublished(),
                request.retainHandling(),
                identifier);
    }

    private void add(Session session, Subscription subscription, Map<TopicFilter, RetainedFeed> feeds) {
        TopicFilter filter = subscription.filter();
        boolean known = session.subscriptions().get(filter) != null;
        boolean wantsRetained = wantsRetained(subscription, known);
        if (wantsRetained) {
            session.sender().willOwe(filter); // first: after a crash in between, the subscription would be known
        }
        session.subscriptions().add(subscription);
        if (wantsRetained) {
            feeds.put(filter, retained.subscribe(session, subscription));
        } else {
            subscriptions.add(subscription);
        }
    }

    private boolean wantsRetained(Subscription subscription, boolean known) {
        return offered.retain()
                && !subscription.filter().isShared()
                && switch (subscription.retainHandling()) {
                    case SEND_ALWAYS -> true; // [MQTT-3.3.1-9]
                    case SEND_IF_NEW -> !known; // [MQTT-3.3.1-10]
                    case DO_NOT_SEND -> false; // [MQTT-3.3.1-11]
                };
    }
}
