package org.holdfast.web.pages;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.net.URI;
import org.holdfast.beans.overview.BrokerOverview;
import org.jspecify.annotations.Nullable;

/** What try.xhtml needs to know: where the broker takes WebSockets. */
@Named
@RequestScoped
public class TryPage {
    @EJB
    private BrokerOverview broker;

    private @Nullable URI webSocket;

    @PostConstruct
    void look() {
        String uri = broker.now().webSocketUri();
        webSocket = uri == null ? null : URI.create(uri);
    }

    /** Whether there is such a port at all. */
    public boolean isAvailable() {
        return webSocket != null;
    }

    /** Its port: the page takes the host that it has been loaded from. */
    public int getPort() {
        return webSocket == null ? 0 : webSocket.getPort();
    }

    public String getPath() {
        return webSocket == null ? "" : webSocket.getPath();
    }
}
