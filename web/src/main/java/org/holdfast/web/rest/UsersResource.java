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

/** {@code /api/v1/users}: who may use the console. */
@Path("users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@AdminsOnly
@Tag(name = "users", description = "Users of the console and their API keys; for admins")
public class UsersResource {
    private static final String NAME = "alice";

    @EJB
    private Users users;

    /** All of them. */
    @GET
    @Operation(operationId = "listUsers", summary = "All users, by name")
    public List<UserView> list() {
        return users.list();
    }

    /** A user who is to be. */
    public record NewUser(
            @Schema(example = NAME) @Nullable String name,

            @Schema(description = "admin or viewer", example = "viewer") @Nullable
            String role,

            @Schema(description = "12 to 200 characters", example = "correct horse battery") @Nullable
            String password) {}

    /** Makes one. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createUser", summary = "Make a user")
    @APIResponse(
            responseCode = "201",
            description = "The user is there",
            content = @Content(schema = @Schema(implementation = UserView.class)))
    @APIResponse(responseCode = "409", description = "There is a user of this name")
    public Response create(@Nullable NewUser user, @Context SecurityContext caller, @Context UriInfo uri) {
        NewUser given = Bodies.required(user);
        UserView made = users.create(given.name(), given.role(), given.password(), Callers.name(caller));
        return Response.created(uri.getAbsolutePathBuilder().path(made.name()).build())
                .entity(made)
                .build();
    }

    /** One of them. */
    @GET
    @Path("{name}")
    @Operation(operationId = "getUser", summary = "One user")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    public UserView get(@PathParam("name") @Parameter(example = NAME) String name) {
        return users.get(name);
    }

    /** What is to change. */
    public record Change(
            @Schema(description = "admin or viewer", example = "admin") @Nullable
            String role) {}

    /** Gives a user another role. */
    @PATCH
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeUser",
            summary = "Change the role of a user",
            description = "Sessions of the user end.")
    @APIResponse(responseCode = "200", description = "The user as it is now")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    @APIResponse(responseCode = "409", description = "It is the only admin")
    public UserView change(
            @PathParam("name") @Parameter(example = NAME) String name,
            @Nullable Change change,
            @Context SecurityContext caller) {
        return users.changeRole(name, Bodies.required(change).role(), Callers.name(caller));
    }

    /** A password that is to be. */
    public record NewPassword(
            @Schema(description = "12 to 200 characters", example = "correct horse battery") @Nullable
            String password) {}

    /** Gives a user another password; viewers may do that for themselves. */
    @PUT
    @Path("{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @ViewersToo
    @Operation(
            operationId = "changePassword",
            summary = "Change a password",
            description = "Sessions of the user end. Viewers may change their own, with Basic credentials.")
    @APIResponse(responseCode = "204", description = "It is changed")
    @APIResponse(responseCode = "404", description = "There is none of this name")
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

    /** Whoever has found a key must not be able to make a login of it, nor keep its owner out. */
    private static void requireOwn(String name, SecurityContext caller, HttpHeaders headers) {
        if (!Callers.name(caller).equals(name)) {
            throw new ForbiddenException("only admins change the password of somebody else");
        }
        if (!Callers.hasShownPassword(headers)) {
            throw new ForbiddenException("send the current password as Basic credentials: a key does not change it");
        }
    }

    /** Deletes a user. */
    @DELETE
    @Path("{name}")
    @Operation(operationId = "deleteUser", summary = "Delete a user and all keys of that user")
    @APIResponse(responseCode = "204", description = "The user is gone")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    @APIResponse(responseCode = "409", description = "It is the only admin")
    public void delete(@PathParam("name") @Parameter(example = NAME) String name, @Context SecurityContext caller) {
        users.delete(name, Callers.name(caller));
    }

    /** The keys of a user. */
    @GET
    @Path("{name}/keys")
    @Operation(operationId = "listKeys", summary = "The API keys of a user", description = "Without the secrets.")
    @APIResponse(responseCode = "404", description = "There is none of this name")
    public List<KeyView> keys(@PathParam("name") @Parameter(example = NAME) String name) {
        return users.keys(name);
    }

    /** A key that is to be. */
    public record KeyRequest(
            @Schema(description = "What it is for", example = "backup script") @Nullable
            String label,

            @Schema(description = "Left out: never", example = "2030-01-01T00:00:00Z") @Nullable
            Instant expiresAt) {}

    /** Makes a key. */
    @POST
    @Path("{name}/keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createKey",
            summary = "Make an API key",
            description = "The key is in the answer and nowhere else.")
    @APIResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(schema = @Schema(implementation = NewKey.class)))
    @APIResponse(responseCode = "404", description = "There is no user of this name")
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

    /** Deletes a key. */
    @DELETE
    @Path("{name}/keys/{id}")
    @Operation(operationId = "deleteKey", summary = "Delete an API key")
    @APIResponse(responseCode = "204", description = "It is not taken any more")
    @APIResponse(responseCode = "404", description = "The user has no such key")
    public void deleteKey(
            @PathParam("name") @Parameter(example = NAME) String name,
            @PathParam("id") @Parameter(example = "0123456789abcdef") String id,
            @Context SecurityContext caller) {
        users.deleteKey(name, id, Callers.name(caller));
    }
}
