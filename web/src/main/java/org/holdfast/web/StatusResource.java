package org.holdfast.web;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.holdfast.beans.overview.BrokerOverview;
import org.holdfast.beans.overview.Overview;

/** {@code GET /api/v1/status}: the broker's state and figures. */
@Path("status")
@RequestScoped
public class StatusResource {
    @EJB
    private BrokerOverview overview;

    /** The state of this moment, as JSON. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Overview status() {
        return overview.now();
    }
}
