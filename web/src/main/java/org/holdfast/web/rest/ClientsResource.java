package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.clients.ClientPage;
import org.holdfast.beans.clients.ClientView;
import org.holdfast.beans.clients.Clients;
import org.holdfast.beans.clients.Presence;
import org.holdfast.beans.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/clients}: connected and disconnected clients. */
@Path("clients")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "clients", description = "Connected and disconnected clients")
public class ClientsResource {
    private static final String CLIENT_ID = "press-7";

    @EJB
    private Clients clients;

    /** Returns a page of clients. */
    @GET
    @Operation(operationId = "listClients", summary = "List clients in the order of their Client Identifiers")
    public ClientPage list(
            @QueryParam("search")
                    @Parameter(description = "Part of the Client Identifier, case-insensitive.", example = "press")
                    @Nullable
                    String search,
            @QueryParam("state")
                    @Parameter(
                            description = "connected, away or any. Default: any.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"any", "connected", "away"},
                                            defaultValue = "any"))
                    @Nullable
                    String state,
            @QueryParam("offset") @Parameter(description = Paging.OFFSET, example = "0") @Nullable String offset,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return clients.list(search, presence(state), Paging.offset(offset), Paging.limit(limit));
    }

    private static Presence presence(@Nullable String state) {
        if (state == null) {
            return Presence.ANY;
        }
        return Stream.of(Presence.values())
                .filter(presence -> presence.name().toLowerCase(Locale.ROOT).equals(state))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidInputException("state", "state must be any, connected or away, not " + state));
    }

    @GET
    @Path("client")
    @Operation(operationId = "getClient", summary = "One client")
    @APIResponse(responseCode = "404", description = "Not found")
    public ClientView get(
            @QueryParam("clientId") @Parameter(example = CLIENT_ID, required = true) @Nullable String clientId) {
        return clients.get(Bodies.required("clientId", clientId));
    }

    /** Disconnects a client. */
    @DELETE
    @Path("client")
    @Operation(
            operationId = "disconnectClient",
            summary = "Disconnect a client",
            description =
                    "The client may reconnect. With session=true its subscriptions and queued messages are deleted too.")
    @APIResponse(responseCode = "204", description = "Disconnected")
    @APIResponse(responseCode = "404", description = "Not found")
    public void disconnect(
            @QueryParam("clientId") @Parameter(example = CLIENT_ID, required = true) @Nullable String clientId,
            @QueryParam("session")
                    @Parameter(
                            description = "Whether to end its session too.",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @Nullable
                    String session,
            @Context SecurityContext caller) {
        clients.disconnect(
                Bodies.required("clientId", clientId), Paging.truth("session", session), Callers.name(caller));
    }
}
