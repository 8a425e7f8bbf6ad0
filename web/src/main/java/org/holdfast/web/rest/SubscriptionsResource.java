package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.clients.Clients;
import org.holdfast.beans.clients.SubscriptionPage;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/subscriptions}: the subscriptions of all sessions. */
@Path("subscriptions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "subscriptions", description = "Subscriptions of all sessions")
public class SubscriptionsResource {
    @EJB
    private Clients clients;

    /** Returns a page of subscriptions. */
    @GET
    @Operation(operationId = "listSubscriptions", summary = "List subscriptions in the order of their Topic Filters")
    public SubscriptionPage list(
            @QueryParam("search")
                    @Parameter(description = "Part of the Topic Filter, case-insensitive.", example = "plant/")
                    @Nullable
                    String search,
            @QueryParam("clientId")
                    @Parameter(description = "Only subscriptions of this Client Identifier.", example = "press-7")
                    @Nullable
                    String clientId,
            @QueryParam("offset") @Parameter(description = Paging.OFFSET, example = "0") @Nullable String offset,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return clients.subscriptions(search, clientId, Paging.offset(offset), Paging.limit(limit));
    }

    /** Returns the subscriptions that match a topic. */
    @GET
    @Path("receivers")
    @Operation(
            operationId = "receivers",
            summary = "List the subscriptions that match a topic",
            description =
                    "All members of a shared subscription are listed, although each message goes to only one of them.")
    public SubscriptionPage receivers(
            @QueryParam("topic") @Parameter(example = "plant/line1/state", required = true) @Nullable String topic,
            @QueryParam("offset") @Parameter(description = Paging.OFFSET, example = "0") @Nullable String offset,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return clients.receivers(topic, Paging.offset(offset), Paging.limit(limit));
    }
}
