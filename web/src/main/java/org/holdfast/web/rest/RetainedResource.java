package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.topics.ImportResult;
import org.holdfast.beans.topics.ImportRules;
import org.holdfast.beans.topics.Inputs;
import org.holdfast.beans.topics.RetainedPage;
import org.holdfast.beans.topics.RetainedTopics;
import org.holdfast.beans.topics.TopicLevel;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/retained}: all retained messages. */
@Path("/")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "retained", description = "Retained messages")
public class RetainedResource {
    static final String NDJSON = "application/x-ndjson";

    @EJB
    private RetainedTopics topics;

    /** Returns a page of the messages that match. */
    @GET
    @Path("retained")
    @Operation(
            operationId = "listRetained",
            summary = "List retained messages by Topic Filter, in the order of their topics",
            description = "To get the next page, pass the value of next as after.")
    public RetainedPage list(
            @QueryParam("filter")
                    @Parameter(description = "A Topic Filter. Default: all topics.", example = "plant/+/state")
                    @Nullable
                    String filter,
            @QueryParam("after")
                    @Parameter(description = "Only topics after this one.", example = "plant/line1/state")
                    @Nullable
                    String after,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return topics.list(filter, after, Paging.limit(limit));
    }

    @GET
    @Path("retained/count")
    @Operation(operationId = "countRetained", summary = "Count the retained messages that match a Topic Filter")
    public Count count(
            @QueryParam("filter")
                    @Parameter(description = "A Topic Filter. Default: all topics.", example = "plant/#")
                    @Nullable
                    String filter) {
        return new Count(topics.count(filter));
    }

    /** A number of messages. */
    public record Count(long count) {}

    /** Returns the levels directly below a topic. */
    @GET
    @Path("retained/tree")
    @Operation(
            operationId = "retainedTree",
            summary = "List one level of the topic tree",
            description = "Each branch has the number of messages below it and their approximate memory.")
    public TopicLevel tree(
            @QueryParam("topic")
                    @Parameter(description = "The parent topic. Default: the top level.", example = "plant")
                    @Nullable
                    String topic,
            @QueryParam("after") @Parameter(description = "Only levels after this one.", example = "line1") @Nullable
                    String after,
            @QueryParam("limit") @Parameter(description = Paging.LIMIT, example = "100") @Nullable String limit) {
        return topics.below(topic, after, Paging.limit(limit));
    }

    /** The messages to purge. */
    public record PurgeRequest(
            @Schema(description = "A Topic Filter; use # for all topics.", example = "plant/old/#") @Nullable
            String filter,

            @Schema(description = "Whether only to count. Default: false.", example = "true") @Nullable
            Boolean dryRun) {}

    /** The result of a purge, or of its dry run. */
    public record PurgeResult(String filter, boolean dryRun, long count) {}

    /** Deletes all retained messages that match. */
    @POST
    @Path("retained:purge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "purgeRetained",
            summary = "Delete all retained messages that match a Topic Filter",
            description =
                    "Subscribers are not notified. With dryRun nothing is deleted, and the count is the number that would be.")
    public PurgeResult purge(@Nullable PurgeRequest request, @Context SecurityContext caller) {
        PurgeRequest given = Bodies.required(request);
        if (given.dryRun() != null && given.dryRun()) {
            String filter = Bodies.required("filter", given.filter());
            return new PurgeResult(filter, true, topics.count(filter));
        }
        long count = topics.purge(given.filter(), Callers.name(caller));
        return new PurgeResult(String.valueOf(given.filter()), false, count);
    }

    /** Returns all messages that match, as JSON lines. */
    @GET
    @Path("retained/export")
    @Produces(NDJSON)
    @Operation(
            operationId = "exportRetained",
            summary = "Export retained messages as JSON lines",
            description = "The same format that holdfast.jar export writes and import reads.")
    @APIResponse(
            responseCode = "200",
            description = "One JSON object per line",
            content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    public Response export(
            @QueryParam("filter")
                    @Parameter(description = "A Topic Filter. Default: all topics.", example = "plant/#")
                    @Nullable
                    String filter) {
        Inputs.filter("filter", filter); // what is wrong is said before anything is sent
        StreamingOutput lines = out -> topics.export(filter, out);
        return Response.ok(lines, NDJSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"retained.ndjson\"")
                .build();
    }

    /** Imports retained messages from JSON lines. */
    @POST
    @Path("retained/import")
    @Consumes({NDJSON, MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            operationId = "importRetained",
            summary = "Import retained messages from JSON lines",
            description =
                    "Subscribers are not notified. An invalid line ends the import; earlier lines remain imported.")
    @RequestBody(content = @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)))
    public ImportResult importLines(
            InputStream lines,
            @QueryParam("dryRun") @Parameter(description = "true: only validate the lines.") @Nullable String dryRun,
            @QueryParam("existing")
                    @Parameter(
                            description = "replace (the default) or keep the retained message of a topic that has one.")
                    @Nullable
                    String existing,
            @QueryParam("onError")
                    @Parameter(description = "stop (the default) at an invalid line, or skip it.")
                    @Nullable
                    String onError,
            @Context SecurityContext caller)
            throws IOException {
        ImportRules rules = new ImportRules(
                Paging.truth("dryRun", dryRun),
                Bodies.isSecond("existing", existing, List.of("replace", "keep")),
                Bodies.isSecond("onError", onError, List.of("stop", "skip")));
        return topics.importFrom(lines, rules, Callers.name(caller));
    }
}
