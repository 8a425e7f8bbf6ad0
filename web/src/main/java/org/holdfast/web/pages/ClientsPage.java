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

/** What clients.xhtml shows. */
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

    /** The clients that are asked for, as many as the table shows at a time. */
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

    /** Cuts a client off. */
    public void disconnect(String clientId, boolean andItsSession) {
        actions.change(clientId + " disconnected.", () -> clients.disconnect(clientId, andItsSession, user.getName()));
    }

    /** Which there are to choose from. */
    public Presence[] getPresences() {
        return Presence.values();
    }

    /** What the Client Identifier contains. */
    public String getSearch() {
        return search;
    }

    /** What the Client Identifier contains. */
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
