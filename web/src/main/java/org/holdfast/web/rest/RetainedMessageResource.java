package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Base64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.topics.MessageProperties;
import org.holdfast.beans.topics.PublishRequest;
import org.holdfast.beans.topics.RetainedDetail;
import org.holdfast.beans.topics.RetainedTopics;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/retained/message}: the message of one topic. */
@Path("retained/message")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "retained", description = "Retained messages")
public class RetainedMessageResource {
    private static final String TOPIC = "plant/line1/state";

    @EJB
    private RetainedTopics topics;

    /** Returns the message, with payload and properties. */
    @GET
    @Operation(operationId = "getRetained", summary = "Get the retained message of a topic")
    @APIResponse(responseCode = "404", description = "The topic has no retained message")
    public RetainedDetail get(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic) {
        return topics.get(topic);
    }

    /** Returns the payload alone, byte for byte. */
    @GET
    @Path("payload")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "getRetainedPayload",
            summary = "Download the payload of the retained message of a topic",
            description = "The payload as it was published, as a file.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "The topic has no retained message")
    public Response payload(@QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic) {
        byte[] payload = Base64.getDecoder().decode(topics.get(topic).payload());
        return Response.ok(payload, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payload\"")
                .build();
    }

    /** The message to retain. */
    public record Content(
            @Schema(description = "The payload in base64. Give either payload or text.", example = "cnVubmluZw==")
            @Nullable
            String payload,

            @Schema(description = "The payload as text. Give either payload or text.", example = "running") @Nullable
            String text,

            @Schema(description = "0, 1 or 2. Default: 0.", example = "1") @Nullable
            Integer qos,

            @Nullable MessageProperties properties,

            @Schema(
                    description = "The Message Expiry Interval in seconds. Omitted: the message never expires.",
                    example = "3600")
            @Nullable
            Long lifetimeSeconds) {}

    /** Publishes a retained message. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putRetained",
            summary = "Publish a retained message",
            description =
                    "Subscribers receive it like any other message. The response is sent once the message is on disk, unless holdfast.retained.acknowledge is received.")
    @APIResponse(responseCode = "200", description = "The retained message of the topic")
    @APIResponse(responseCode = "409", description = "A limit of retained messages is reached")
    @APIResponse(responseCode = "413", description = "The payload exceeds holdfast.retained.max-payload-size")
    public RetainedDetail put(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Nullable Content content,
            @Context SecurityContext caller) {
        Content given = Bodies.required(content);
        requirePayload(given);
        topics.publish(
                new PublishRequest(
                        topic,
                        given.payload(),
                        given.text(),
                        given.qos(),
                        true,
                        given.properties(),
                        given.lifetimeSeconds()),
                Callers.name(caller));
        return topics.get(topic);
    }

    private static void requirePayload(Content content) {
        boolean isEmpty = (content.payload() == null || content.payload().isEmpty())
                && (content.text() == null || content.text().isEmpty());
        if (isEmpty) {
            throw new InvalidInputException(
                    "payload",
                    "an empty payload cannot be retained. Delete the message, or publish an empty payload with POST /api/v1/publish");
        }
    }

    /** The change of a message. */
    public record Change(
            @Schema(description = "Seconds from now; null: the message never expires.", example = "3600") @Nullable
            Long lifetimeSeconds) {}

    /** Changes the lifetime of the message. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeRetained",
            summary = "Change the lifetime of a retained message",
            description = "Subscribers are not notified.")
    @APIResponse(responseCode = "200", description = "The retained message of the topic")
    @APIResponse(responseCode = "404", description = "The topic has no retained message")
    public RetainedDetail change(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Nullable Change change,
            @Context SecurityContext caller) {
        return topics.changeLifetime(topic, Bodies.required(change).lifetimeSeconds(), Callers.name(caller));
    }

    /** Deletes the retained message. */
    @DELETE
    @Operation(
            operationId = "deleteRetained",
            summary = "Delete the retained message of a topic",
            description = "Subscribers are not notified. To notify them, publish an empty payload with retain instead.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "The topic has no retained message")
    @APIResponse(responseCode = "409", description = "The message changed in the meantime and was not deleted")
    public void delete(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Context SecurityContext caller) {
        topics.delete(topic, Callers.name(caller));
    }
}
