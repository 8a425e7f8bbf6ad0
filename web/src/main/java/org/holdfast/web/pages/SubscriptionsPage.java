package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.clients.Clients;
import org.holdfast.beans.clients.SubscriptionPage;
import org.holdfast.beans.clients.SubscriptionView;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The backing bean of subscriptions.xhtml: the subscriptions that match a search, or a topic. */
@Named
@ViewScoped
public class SubscriptionsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient Clients clients;

    @Inject
    private transient Actions actions;

    private String search = "";
    private String clientId = "";
    private String topic = "";
    private @Nullable String asked;
    private final LazyDataModel<SubscriptionView> model = new Model();

    /** The subscriptions that match, loaded one page of the table at a time. */
    private final class Model extends LazyDataModel<SubscriptionView> {
        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filters) {
            return Math.toIntExact(page(0, 1).total());
        }

        @Override
        public List<SubscriptionView> load(
                int first, int size, Map<String, SortMeta> sorting, Map<String, FilterMeta> filters) {
            return page(first, size).subscriptions();
        }

        @Override
        public String getRowKey(SubscriptionView subscription) {
            return subscription.clientId() + " " + subscription.filter();
        }

        private SubscriptionPage page(int first, int size) {
            return asked == null
                    ? clients.subscriptions(search, clientId.isEmpty() ? null : clientId, first, size)
                    : clients.receivers(asked, first, size);
        }
    }

    /** Shows the subscriptions that match the search. */
    public void search() {
        asked = null;
    }

    /** Shows the subscriptions that match the topic. */
    public void match() {
        actions.attempt(() -> {
            clients.receivers(topic, 0, 1); // says what is wrong with it
            asked = topic;
        });
    }

    /** Returns the topic whose receivers are shown; null when the search is shown. */
    public @Nullable String getAsked() {
        return asked;
    }

    /** The text to find in Topic Filters. */
    public String getSearch() {
        return search;
    }

    /** The text to find in Topic Filters. */
    public void setSearch(String search) {
        this.search = search;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** The topic to match. */
    public String getTopic() {
        return topic;
    }

    /** The topic to match. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    public LazyDataModel<SubscriptionView> getModel() {
        return model;
    }
}
