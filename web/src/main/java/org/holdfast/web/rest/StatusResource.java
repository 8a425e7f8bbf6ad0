package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.overview.BrokerOverview;
import org.holdfast.beans.overview.Overview;
import org.holdfast.beans.overview.Sample;

/** {@code /api/v1/status}: how the broker fares. */
@Path("status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status", description = "How the broker fares")
public class StatusResource {
    @EJB
    private BrokerOverview overview;

    /** The state of this moment. */
    @GET
    @Operation(operationId = "status", summary = "The state and the figures of this moment")
    public Overview status() {
        return overview.now();
    }

    /** The last quarter of an hour. */
    @GET
    @Path("history")
    @Operation(
            operationId = "history",
            summary = "The last quarter of an hour",
            description = "One sample each five seconds, the oldest first.")
    public List<Sample> history() {
        return overview.history();
    }
}
