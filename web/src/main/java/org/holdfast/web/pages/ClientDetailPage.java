package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.holdfast.beans.clients.ClientView;
import org.holdfast.beans.clients.Clients;
import org.holdfast.beans.clients.SubscriptionView;
import org.jspecify.annotations.Nullable;

/** The backing bean of client.xhtml: one client with its subscriptions. */
@Named
@RequestScoped
public class ClientDetailPage {
    private static final int SUBSCRIPTIONS = 1_000;

    @EJB
    private Clients clients;

    @Inject
    private Actions actions;

    private String clientId = "";
    private @Nullable ClientView client;
    private List<SubscriptionView> subscriptions = List.of();

    public void load() {
        actions.attempt(() -> {
            client = clients.get(clientId);
            subscriptions =
                    clients.subscriptions(null, clientId, 0, SUBSCRIPTIONS).subscriptions();
        });
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** Returns the client, or null when there is none. */
    public @Nullable ClientView getClient() {
        return client;
    }

    public List<SubscriptionView> getSubscriptions() {
        return subscriptions;
    }
}
