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

/** {@code /api/v1/status}: the status of the broker. */
@Path("status")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status", description = "The status of the broker")
public class StatusResource {
    @EJB
    private BrokerOverview overview;

    /** Returns the current state. */
    @GET
    @Operation(operationId = "status", summary = "Get the current state and figures")
    public Overview status() {
        return overview.now();
    }

    /** Returns the samples of the last 15 minutes. */
    @GET
    @Path("history")
    @Operation(
            operationId = "history",
            summary = "Get the figures of the last 15 minutes",
            description = "One sample every five seconds, oldest first.")
    public List<Sample> history() {
        return overview.history();
    }
}
