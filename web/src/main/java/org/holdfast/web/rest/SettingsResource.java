package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.configuration.Configuration;
import org.holdfast.beans.configuration.SettingView;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/settings}: the settings. */
@Path("settings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "settings", description = "Settings and changing them at run time")
public class SettingsResource {
    private static final String NAME = "holdfast.retained.max-messages";

    @EJB
    private Configuration configuration;

    @GET
    @Operation(operationId = "listSettings", summary = "List all settings with their values and origins")
    public List<SettingView> list() {
        return configuration.list();
    }

    @GET
    @Path("{name}")
    @Operation(operationId = "getSetting", summary = "One setting")
    @APIResponse(responseCode = "404", description = "Not found")
    public SettingView get(@PathParam("name") @Parameter(example = NAME) String name) {
        return configuration.get(name);
    }

    /** The new value of a setting. */
    public record NewValue(
            @Schema(example = "1000000") @Nullable String value) {}

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeSetting",
            summary = "Change a setting at run time",
            description = "The change takes effect at once, survives restarts and overrides the configuration.")
    @APIResponse(responseCode = "200", description = "The setting after the change")
    @APIResponse(responseCode = "404", description = "Not found")
    @APIResponse(responseCode = "409", description = "The setting cannot be changed at run time")
    public SettingView change(
            @PathParam("name") @Parameter(example = NAME) String name,
            @Nullable NewValue value,
            @Context SecurityContext caller) {
        return configuration.change(name, Bodies.required(value).value(), Callers.name(caller));
    }

    /** Reverts a change. */
    @DELETE
    @Path("{name}")
    @Operation(
            operationId = "resetSetting",
            summary = "Reset a setting",
            description = "Restores the configured value, or the default.")
    @APIResponse(responseCode = "200", description = "The setting after the change")
    @APIResponse(responseCode = "404", description = "Not found")
    @APIResponse(responseCode = "409", description = "The setting cannot be changed at run time")
    public SettingView reset(
            @PathParam("name") @Parameter(example = NAME) String name, @Context SecurityContext caller) {
        return configuration.reset(name, Callers.name(caller));
    }
}
