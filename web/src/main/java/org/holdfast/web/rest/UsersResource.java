package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.users.KeyView;
import org.holdfast.beans.users.NewKey;
import org.holdfast.beans.users.Role;
import org.holdfast.beans.users.UserView;
import org.holdfast.beans.users.Users;
import org.holdfast.web.security.AdminsOnly;
import org.holdfast.web.security.ViewersToo;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/users}: the users of the console. */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@AdminsOnly
@Tag(name = "users", description = "Users of the console and their API keys; requires the role admin")
public class UsersResource {
    private static final String NAME = "alice";

    @EJB
    private Users users;

    @GET
    @Operation(operationId = "listUsers", summary = "List users by name")
    public List<UserView> list() {
        return users.list();
    }

    /** A new user. */
    public record NewUser(
            @Schema(example = NAME) @Nullable String name,

            @Schema(description = "admin or viewer", example = "viewer") @Nullable
            String role,

            @Schema(description = "12 to 200 characters", example = "correct horse battery") @Nullable
            String password) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createUser", summary = "Create a user")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "409", description = "A user of this name already exists")
    public Response create(@Nullable NewUser user, @Context SecurityContext caller, @Context UriInfo uri) {
        NewUser given = Bodies.required(user);
        UserView made = users.create(given.name(), given.role(), given.password(), Callers.name(caller));
        return Response.created(uri.getAbsolutePathBuilder().path(made.name()).build())
                .entity(made)
                .build();
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "getUser", summary = "One user")
    @APIResponse(responseCode = "404", description = "Not found")
    public UserView get(@PathParam("name") @Parameter(example = NAME) String name) {
        return users.get(name);
    }

    /** The change of a user. */
    public record Change(
            @Schema(description = "admin or viewer", example = "admin") @Nullable
            String role) {}

    /** Changes the role of a user. */
    @PATCH
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeUser",
            summary = "Change the role of a user",
            description = "Sessions of the user are ended.")
    @APIResponse(responseCode = "200", description = "The user after the change")
    @APIResponse(responseCode = "404", description = "Not found")
    @APIResponse(responseCode = "409", description = "The user is the only admin")
    public UserView change(
            @PathParam("name") @Parameter(example = NAME) String name,
            @Nullable Change change,
            @Context SecurityContext caller) {
        return users.changeRole(name, Bodies.required(change).role(), Callers.name(caller));
    }

    /** A new password. */
    public record NewPassword(
            @Schema(description = "12 to 200 characters", example = "correct horse battery") @Nullable
            String password) {}

    /** Changes the password of a user; viewers may change their own. */
    @PUT
    @Path("{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @ViewersToo
    @Operation(
            operationId = "changePassword",
            summary = "Change a password",
            description =
                    "Sessions of the user are ended. Viewers may change their own password with Basic credentials.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "404", description = "Not found")
    public void changePassword(
            @PathParam("name") @Parameter(example = NAME) String name,
            @Nullable NewPassword password,
            @Context SecurityContext caller,
            @Context HttpHeaders headers) {
        if (!caller.isUserInRole(Role.ADMIN_NAME)) {
            requireOwn(name, caller, headers);
        }
        users.changePassword(name, Bodies.required(password).password(), Callers.name(caller));
    }

    /** Checks the sender: whoever finds a key must not be able to turn it into a login, or to lock out its owner. */
    private static void requireOwn(String name, SecurityContext caller, HttpHeaders headers) {
        if (!Callers.name(caller).equals(name)) {
            throw new ForbiddenException("changing the password of another user requires the role admin");
        }
        if (!Callers.hasShownPassword(headers)) {
            throw new ForbiddenException(
                    "an API key cannot change a password; send the current password as Basic credentials");
        }
    }

    @DELETE
    @Path("{name}")
    @Operation(operationId = "deleteUser", summary = "Delete a user and all keys of that user")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "Not found")
    @APIResponse(responseCode = "409", description = "The user is the only admin")
    public void delete(@PathParam("name") @Parameter(example = NAME) String name, @Context SecurityContext caller) {
        users.delete(name, Callers.name(caller));
    }

    /** Returns the keys of a user. */
    @GET
    @Path("{name}/keys")
    @Operation(
            operationId = "listKeys",
            summary = "List the API keys of a user",
            description = "The secrets are not included.")
    @APIResponse(responseCode = "404", description = "Not found")
    public List<KeyView> keys(@PathParam("name") @Parameter(example = NAME) String name) {
        return users.keys(name);
    }

    /** A new key. */
    public record KeyRequest(
            @Schema(description = "The purpose of the key", example = "backup script") @Nullable
            String label,

            @Schema(description = "When the key expires. Omitted: never.", example = "2030-01-01T00:00:00Z") @Nullable
            Instant expiresAt) {}

    @POST
    @Path("{name}/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createKey",
            summary = "Create an API key",
            description = "The key is shown only in this response.")
    @APIResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(schema = @Schema(implementation = NewKey.class)))
    @APIResponse(responseCode = "404", description = "Not found")
    public Response createKey(
            @PathParam("name") @Parameter(example = NAME) String name,
            @Nullable KeyRequest key,
            @Context SecurityContext caller,
            @Context UriInfo uri) {
        KeyRequest given = Bodies.required(key);
        NewKey made = users.createKey(name, given.label(), given.expiresAt(), Callers.name(caller));
        return Response.created(
                        uri.getAbsolutePathBuilder().path(made.view().id()).build())
                .entity(made)
                .build();
    }

    @DELETE
    @Path("{name}/keys/{id}")
    @Operation(operationId = "deleteKey", summary = "Revoke an API key")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "404", description = "Not found")
    public void deleteKey(
            @PathParam("name") @Parameter(example = NAME) String name,
            @PathParam("id") @Parameter(example = "0123456789abcdef") String id,
            @Context SecurityContext caller) {
        users.deleteKey(name, id, Callers.name(caller));
    }
}
