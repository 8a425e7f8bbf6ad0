package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.File;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.backups.Backup;
import org.holdfast.beans.backups.Backups;
import org.holdfast.web.security.AdminsOnly;

/** {@code /api/v1/backups}: copies of the database. */
@Path("backups")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "backups", description = "Backups of the database, made while the broker runs")
public class BackupsResource {
    private static final String NAME = "holdfast-20261125T120000000Z.db";

    @EJB
    private Backups backups;

    @GET
    @Operation(operationId = "listBackups", summary = "List backups, newest first")
    @APIResponse(responseCode = "409", description = "The database is not an SQLite file")
    public List<Backup> list() {
        return backups.list();
    }

    @POST
    @Operation(
            operationId = "makeBackup",
            summary = "Create a backup",
            description = "The broker keeps running meanwhile.")
    @APIResponse(
            responseCode = "201",
            description = "Created and checked",
            content = @Content(schema = @Schema(implementation = Backup.class)))
    @APIResponse(
            responseCode = "409",
            description = "Another backup is in progress, or the database is not an SQLite file")
    public Response make(@Context SecurityContext caller, @Context UriInfo uri) {
        Backup made = backups.make(Callers.name(caller));
        return Response.created(uri.getAbsolutePathBuilder().path(made.name()).build())
                .entity(made)
                .build();
    }

    /** Returns the file: for admins, because the hashes of all passwords and the audit log are in it. */
    @GET
    @Path("{name}")
    @AdminsOnly
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "downloadBackup", summary = "Download a backup as an SQLite file; requires the role admin")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "Not found")
    public Response download(@PathParam("name") @Parameter(example = NAME) String name) {
        File file = backups.file(name).toFile();
        return Response.ok(file, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    @DELETE
    @Path("{name}")
    @Operation(operationId = "deleteBackup", summary = "Delete a backup")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "Not found")
    public void delete(@PathParam("name") @Parameter(example = NAME) String name, @Context SecurityContext caller) {
        backups.delete(name, Callers.name(caller));
    }
}
