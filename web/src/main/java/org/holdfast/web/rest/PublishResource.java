package org.holdfast.web.rest;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.holdfast.beans.problem.InvalidInputException;
import org.holdfast.beans.problem.ProblemException;
import org.holdfast.beans.topics.PublishRequest;
import org.holdfast.beans.topics.PublishResult;
import org.holdfast.beans.topics.RetainedTopics;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/publish}: publishes messages to subscribers. */
@Path("publish")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "publish", description = "Publishing messages to subscribers")
public class PublishResource {
    private static final int MOST = 1_000;

    @EJB
    private RetainedTopics topics;

    @POST
    @Operation(
            operationId = "publish",
            summary = "Publish a message",
            description =
                    "With retain, the response is sent once the message is on disk, unless holdfast.retained.acknowledge is received.")
    @APIResponse(responseCode = "200", description = "Published")
    @APIResponse(responseCode = "413", description = "The payload exceeds holdfast.retained.max-payload-size")
    public PublishResult publish(@Nullable PublishRequest request, @Context SecurityContext caller) {
        return topics.publish(Bodies.required(request), Callers.name(caller));
    }

    /** The outcome of one of many messages: either a result or an error. */
    public record Outcome(
            @Nullable PublishResult result, @Nullable String error) {}

    /** Publishes many messages, one after the other. */
    @POST
    @Path("batch")
    @Operation(
            operationId = "publishBatch",
            summary = "Publish up to 1,000 messages, in order",
            description =
                    "One result per message, in the same order. The other messages are published even if one fails.")
    @APIResponse(responseCode = "200", description = "The result of each message")
    public List<Outcome> publish(@Nullable List<PublishRequest> requests, @Context SecurityContext caller) {
        List<PublishRequest> given = Bodies.required(requests);
        if (given.size() > MOST) {
            throw new InvalidInputException("", "at most " + MOST + " messages can be published in one request");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (PublishRequest request : given) {
            outcomes.add(outcome(request, Callers.name(caller)));
        }
        return outcomes;
    }

    private Outcome outcome(PublishRequest request, String who) {
        try {
            return new Outcome(topics.publish(request, who), null);
        } catch (ProblemException e) {
            return new Outcome(null, e.getMessage());
        }
    }
}
