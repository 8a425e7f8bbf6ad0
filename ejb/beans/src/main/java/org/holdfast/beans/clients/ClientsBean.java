package org.holdfast.beans.clients;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.holdfast.beans.audit.Action;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.endpoints.EndpointMBeans;
import org.holdfast.beans.endpoints.EndpointView;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.ListLimit;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.state.Commits;
import org.holdfast.beans.topics.Inputs;
import org.holdfast.engine.management.Page;
import org.holdfast.engine.management.SubscriptionStatus;
import org.holdfast.engine.session.ClientStatus;
import org.holdfast.engine.session.sending.Traffic;
import org.holdfast.engine.topic.ShareName;
import org.jspecify.annotations.Nullable;

/** Manages the clients of the running broker. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ClientsBean implements Clients {
    @Inject
    private BrokerState state;

    @EJB
    private Audit audit;

    private org.holdfast.engine.management.ClientManagement clients() {
        return state.running().broker().management().clients();
    }

    @Override
    public ClientPage list(@Nullable String text, Presence presence, int offset, int limit) {
        checkPage(offset, limit);
        Page<ClientStatus> page = clients().list(text == null ? "" : text, engines(presence), offset, limit);
        List<EndpointView> endpoints = EndpointMBeans.all();
        return new ClientPage(
                page.items().stream().map(status -> view(status, endpoints)).toList(), page.total());
    }

    private static void checkPage(int offset, int limit) {
        ListLimit.checked(limit);
        if (offset < 0 || offset > Integer.MAX_VALUE - ListLimit.MOST) {
            throw new InvalidInputException("offset", "offset must not be negative, but is " + offset);
        }
    }

    private static org.holdfast.engine.management.ClientManagement.Presence engines(Presence presence) {
        return switch (presence) {
            case ANY -> org.holdfast.engine.management.ClientManagement.Presence.ANY;
            case CONNECTED -> org.holdfast.engine.management.ClientManagement.Presence.CONNECTED;
            case AWAY -> org.holdfast.engine.management.ClientManagement.Presence.AWAY;
        };
    }

    @Override
    public ClientView get(String clientId) {
        ClientStatus found = clients().find(clientId);
        if (found == null) {
            throw noSuchClient(clientId);
        }
        return view(found, EndpointMBeans.all());
    }

    private static NotFoundException noSuchClient(String clientId) {
        return new NotFoundException("there is no client " + clientId + ", connected or disconnected");
    }

    @Override
    public void disconnect(String clientId, boolean andItsSession, String who) {
        new Action(audit, who, "client.disconnect", clientId)
                .run(() -> disconnect(clientId, andItsSession), andItsSession ? "with its session" : "");
    }

    private void disconnect(String clientId, boolean andItsSession) {
        CompletableFuture<Void> disconnected = clients().disconnect(clientId, andItsSession);
        if (disconnected == null) {
            throw noSuchClient(clientId);
        }
        Commits.DEFAULT.await(disconnected);
    }

    @Override
    public SubscriptionPage subscriptions(
            @Nullable String filterText, @Nullable String clientId, int offset, int limit) {
        checkPage(offset, limit);
        return page(clients().subscriptions(filterText == null ? "" : filterText, clientId, offset, limit));
    }

    @Override
    public SubscriptionPage receivers(@Nullable String topic, int offset, int limit) {
        checkPage(offset, limit);
        return page(clients().receivers(Inputs.anyTopic("topic", topic), offset, limit));
    }

    private static SubscriptionPage page(Page<SubscriptionStatus> page) {
        return new SubscriptionPage(page.items().stream().map(ClientsBean::view).toList(), page.total());
    }

    private static ClientView view(ClientStatus status, List<EndpointView> endpoints) {
        ClientStatus.Attached connection = status.connection();
        Traffic traffic = status.traffic();
        return new ClientView(
                status.clientId(),
                connection != null,
                connection == null ? null : protocol(connection),
                connection == null ? null : connection.address(),
                connection == null ? null : transport(connection),
                connection == null ? null : connection.userName(),
                connection == null ? null : connection.keepAlive(),
                connection == null ? null : connection.cleanStart(),
                connection == null ? null : Instant.ofEpochMilli(connection.since()),
                status.sessionExpiryInterval(),
                status.expiresAt() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(status.expiresAt()),
                status.isStored(),
                status.subscriptions(),
                traffic.received(),
                traffic.sent(),
                traffic.dropped(),
                traffic.inflight(),
                traffic.queued(),
                traffic.queuedBytes(),
                endpoint(status.clientId(), endpoints));
    }

    private static @Nullable EndpointView endpoint(String clientId, List<EndpointView> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.isLocal() && endpoint.clientId().equals(clientId))
                .findFirst()
                .orElse(null);
    }

    private static String protocol(ClientStatus.Attached connection) {
        return switch (connection.version()) {
            case MQTT_3_1 -> "MQTT 3.1";
            case MQTT_3_1_1 -> "MQTT 3.1.1";
            case MQTT_5 -> "MQTT 5.0";
        };
    }

    private static String transport(ClientStatus.Attached connection) {
        return connection.carrier().name().toLowerCase(Locale.ROOT);
    }

    private static SubscriptionView view(SubscriptionStatus status) {
        ShareName share = status.filter().shareName();
        return new SubscriptionView(
                status.clientId(),
                status.filter().value(),
                share == null ? null : share.value(),
                status.qos().value(),
                status.noLocal(),
                status.retainAsPublished(),
                status.retainHandling().value(),
                status.identifier() == 0 ? null : status.identifier(),
                status.isConnected());
    }
}
