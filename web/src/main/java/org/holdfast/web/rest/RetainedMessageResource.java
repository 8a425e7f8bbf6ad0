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

    /** The message, with everything. */
    @GET
    @Operation(operationId = "getRetained", summary = "The message that a topic keeps")
    @APIResponse(responseCode = "404", description = "The topic keeps none")
    public RetainedDetail get(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic) {
        return topics.get(topic);
    }

    /** The payload alone, byte for byte. */
    @GET
    @Path("payload")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            operationId = "getRetainedPayload",
            summary = "The payload of the message that a topic keeps",
            description = "The bytes as they were published, for a file.")
    @APIResponse(
            responseCode = "200",
            description = "The bytes",
            content =
                    @org.eclipse.microprofile.openapi.annotations.media.Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "The topic keeps none")
    public Response payload(@QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic) {
        byte[] payload = Base64.getDecoder().decode(topics.get(topic).payload());
        return Response.ok(payload, MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"payload\"")
                .build();
    }

    /** What a topic is to keep. */
    public record Content(
            @Schema(description = "In base64. Either this or text.", example = "cnVubmluZw==") @Nullable
            String payload,

            @Schema(description = "Either this or payload.", example = "running") @Nullable
            String text,

            @Schema(description = "0, 1 or 2. Default: 0.", example = "1") @Nullable
            Integer qos,

            @Nullable MessageProperties properties,

            @Schema(description = "The Message Expiry Interval. Left out: for ever.", example = "3600") @Nullable
            Long lifetimeSeconds) {}

    /** Publishes a message that the topic keeps. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putRetained",
            summary = "Publish a message that the topic keeps",
            description =
                    "Subscribers get it like any other. The answer is sent when the message is on disk, unless holdfast.retained.acknowledge is received.")
    @APIResponse(responseCode = "200", description = "What the topic keeps now")
    @APIResponse(responseCode = "409", description = "As much is retained as may be")
    @APIResponse(responseCode = "413", description = "The payload is larger than that of a retained message may be")
    public RetainedDetail put(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Nullable Content content,
            @Context SecurityContext caller) {
        Content given = Bodies.required(content);
        boolean isEmpty = (given.payload() == null || given.payload().isEmpty())
                && (given.text() == null || given.text().isEmpty());
        if (isEmpty) {
            throw new InvalidInputException(
                    "payload", "no topic keeps an empty payload: delete the message, or publish an empty one");
        }
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

    /** What is to change. */
    public record Change(
            @Schema(description = "Seconds from now on; null: for ever.", example = "3600") @Nullable
            Long lifetimeSeconds) {}

    /** Changes for how long the message lives. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeRetained",
            summary = "Change for how long a message lives",
            description = "Subscribers are not told.")
    @APIResponse(responseCode = "200", description = "What the topic keeps now")
    @APIResponse(responseCode = "404", description = "The topic keeps none")
    public RetainedDetail change(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Nullable Change change,
            @Context SecurityContext caller) {
        return topics.changeLifetime(topic, Bodies.required(change).lifetimeSeconds(), Callers.name(caller));
    }

    /** Lets the topic keep nothing. */
    @DELETE
    @Operation(
            operationId = "deleteRetained",
            summary = "Let a topic keep nothing",
            description = "Subscribers are not told; publish an empty payload with retain to tell them.")
    @APIResponse(responseCode = "204", description = "The topic no longer keeps a message")
    @APIResponse(responseCode = "404", description = "The topic keeps none")
    @APIResponse(responseCode = "409", description = "The message has changed at this moment, and stays")
    public void delete(
            @QueryParam("topic") @Parameter(example = TOPIC, required = true) @Nullable String topic,
            @Context SecurityContext caller) {
        topics.delete(topic, Callers.name(caller));
    }
}
