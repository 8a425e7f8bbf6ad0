package org.holdfast.engine.management;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.holdfast.engine.routing.Subscription;
import org.holdfast.engine.routing.SubscriptionTree;
import org.holdfast.engine.session.ClientStatus;
import org.holdfast.engine.session.Session;
import org.holdfast.engine.session.SessionRegistry;
import org.holdfast.engine.topic.TopicName;
import org.jspecify.annotations.Nullable;

/** Manages clients, connected or disconnected, and their subscriptions. Any thread but an event loop. */
public final class ClientManagement {
    /** The maximum time to wait for an event loop; what it has not answered by then is left out. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Comparator<Subscription> BY_FILTER = Comparator.comparing(
                    (Subscription subscription) -> subscription.filter().value())
            .thenComparing(subscription -> subscription.subscriber().clientId());

    private final SessionRegistry sessions;
    private final SubscriptionTree subscriptions;

    /** Manages the sessions of a broker. */
    public ClientManagement(SessionRegistry sessions, SubscriptionTree subscriptions) {
        this.sessions = sessions;
        this.subscriptions = subscriptions;
    }

    /** Which clients are requested. */
    public enum Presence {
        ANY,
        /** Those that are connected. */
        CONNECTED,
        /** Those that are disconnected and have a session. */
        AWAY
    }

    /**
     * Returns clients in the order of their Client Identifiers.
     *
     * @param text a part of the Client Identifier, in upper or lower case; empty for any
     */
    public Page<ClientStatus> list(String text, Presence presence, int offset, int limit) {
        List<Session> matching = sessions.all()
                .filter(session -> isPresent(session, presence) && containsIgnoringCase(session.clientId(), text))
                .sorted(Comparator.comparing(Session::clientId))
                .toList();
        return new Page<>(statuses(matching.stream().skip(offset).limit(limit)), matching.size());
    }

    private static boolean isPresent(Session session, Presence presence) {
        return switch (presence) {
            case ANY -> true;
            case CONNECTED -> session.isConnected();
            case AWAY -> !session.isConnected();
        };
    }

    private static boolean containsIgnoringCase(String text, String part) {
        for (int at = 0; at <= text.length() - part.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    /** Returns a client, connected or disconnected; null when there is none, or its event loop does not answer. */
    public @Nullable ClientStatus find(String clientId) {
        Session session = sessions.find(clientId);
        return session == null
                ? null
                : statuses(Stream.of(session)).stream().findFirst().orElse(null);
    }

    /** Returns the status of each session; asks all loops before it waits for any. */
    private List<ClientStatus> statuses(Stream<Session> of) {
        List<CompletableFuture<@Nullable ClientStatus>> asked = new ArrayList<>();
        of.forEach(session -> {
            CompletableFuture<@Nullable ClientStatus> answer = new CompletableFuture<>();
            sessions.status(session, answer::complete);
            asked.add(answer.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        });
        List<ClientStatus> answers = new ArrayList<>();
        for (CompletableFuture<@Nullable ClientStatus> answer : asked) {
            ClientStatus status = answer.join();
            if (status != null) {
                answers.add(status);
            }
        }
        return answers;
    }

    /**
     * Disconnects a client, with the Reason Code 0x98 if it uses MQTT 5.0; it may reconnect.
     *
     * @param andItsSession whether its session ends too; its Will is published
     * @return completes when this is done and committed; null when there is no such client
     */
    public @Nullable CompletableFuture<Void> disconnect(String clientId, boolean andItsSession) {
        Session session = sessions.find(clientId);
        return session == null ? null : sessions.disconnect(session, andItsSession);
    }

    /**
     * Returns subscriptions in the order of their filters.
     *
     * @param filterText a part of the filter, in upper or lower case; empty for any
     * @param clientId the subscriber; null for any
     */
    public Page<SubscriptionStatus> subscriptions(String filterText, @Nullable String clientId, int offset, int limit) {
        return page(
                subscription -> (clientId == null
                                || subscription.subscriber().clientId().equals(clientId))
                        && containsIgnoringCase(subscription.filter().value(), filterText),
                offset,
                limit);
    }

    private Page<SubscriptionStatus> page(Predicate<Subscription> condition, int offset, int limit) {
        First first = new First(Math.addExact(offset, limit));
        subscriptions.forEach(subscription -> {
            if (condition.test(subscription)) {
                first.accept(subscription);
            }
        });
        return first.page(offset);
    }

    /** Returns the subscriptions to a topic; of a shared one all members, although each message goes to one of them. */
    public Page<SubscriptionStatus> receivers(TopicName topic, int offset, int limit) {
        First first = new First(Math.addExact(offset, limit));
        subscriptions.matching(topic, first::accept);
        return first.page(offset);
    }

    /** Selects the first of very many subscriptions, in order. */
    private static final class First {
        private final PriorityQueue<Subscription> lastFirst = new PriorityQueue<>(BY_FILTER.reversed());
        private final int most;
        private long total;

        First(int most) {
            this.most = most;
        }

        void accept(Subscription subscription) {
            total++;
            lastFirst.add(subscription);
            if (lastFirst.size() > most) {
                lastFirst.remove();
            }
        }

        Page<SubscriptionStatus> page(int offset) {
            return new Page<>(
                    lastFirst.stream()
                            .sorted(BY_FILTER)
                            .skip(offset)
                            .map(First::status)
                            .toList(),
                    total);
        }

        private static SubscriptionStatus status(Subscription subscription) {
            return new SubscriptionStatus(
                    subscription.subscriber().clientId(),
                    subscription.filter(),
                    subscription.qos(),
                    subscription.noLocal(),
                    subscription.retainAsPublished(),
                    subscription.retainHandling(),
                    subscription.identifier(),
                    subscription.subscriber().isConnected());
        }
    }
}
