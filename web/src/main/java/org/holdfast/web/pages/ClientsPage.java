package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.holdfast.beans.clients.ClientPage;
import org.holdfast.beans.clients.ClientView;
import org.holdfast.beans.clients.Clients;
import org.holdfast.beans.clients.Presence;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;

/** The backing bean of clients.xhtml. */
@Named
@ViewScoped
public class ClientsPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient Clients clients;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    private String search = "";
    private Presence presence = Presence.ANY;
    private final LazyDataModel<ClientView> model = new Model();

    /** The clients that match, loaded one page of the table at a time. */
    private final class Model extends LazyDataModel<ClientView> {
        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filters) {
            return Math.toIntExact(clients.list(search, presence, 0, 1).total());
        }

        @Override
        public List<ClientView> load(
                int first, int size, Map<String, SortMeta> sorting, Map<String, FilterMeta> filters) {
            ClientPage page = clients.list(search, presence, first, size);
            return page.clients();
        }

        @Override
        public String getRowKey(ClientView client) {
            return client.clientId();
        }
    }

    /** Disconnects a client. */
    public void disconnect(String clientId, boolean andItsSession) {
        actions.change(clientId + " disconnected.", () -> clients.disconnect(clientId, andItsSession, user.getName()));
    }

    /** Returns the values to choose from. */
    public Presence[] getPresences() {
        return Presence.values();
    }

    /** The text to find in Client Identifiers. */
    public String getSearch() {
        return search;
    }

    /** The text to find in Client Identifiers. */
    public void setSearch(String search) {
        this.search = search;
    }

    public Presence getPresence() {
        return presence;
    }

    public void setPresence(Presence presence) {
        this.presence = presence;
    }

    public LazyDataModel<ClientView> getModel() {
        return model;
    }
}
