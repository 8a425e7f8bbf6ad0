package org.holdfast.web.pages;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.net.URI;
import org.holdfast.beans.overview.BrokerOverview;
import org.jspecify.annotations.Nullable;

/** The backing bean of try.xhtml: the port and path of the broker's WebSockets. */
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

    /** Whether the broker accepts WebSockets. */
    public boolean isAvailable() {
        return webSocket != null;
    }

    /** Returns the port; the page uses the host that it was loaded from. */
    public int getPort() {
        return webSocket == null ? 0 : webSocket.getPort();
    }

    public String getPath() {
        return webSocket == null ? "" : webSocket.getPath();
    }
}
