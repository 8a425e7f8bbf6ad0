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
import org.holdfast.beans.endpoints.EndpointView;
import org.holdfast.beans.endpoints.Endpoints;

/** {@code /api/v1/endpoints}: the message-driven beans of the applications on this server. */
@Path("endpoints")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "endpoints", description = "Message-driven beans of the applications on this server")
public class EndpointsResource {
    @EJB
    private Endpoints endpoints;

    @GET
    @Operation(
            operationId = "listEndpoints",
            summary = "List message-driven beans by name",
            description = "Includes beans that are connected to another broker.")
    public List<EndpointView> list() {
        return endpoints.list();
    }
}
