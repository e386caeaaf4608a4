package io.offerwallet.api;

import io.offerwallet.jobs.Job;
import io.offerwallet.jobs.Jobs;
import io.offerwallet.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Tells of jobs, once or as they go on, and cancels them. */
@Singleton
@Path(JobsResource.PATH + "/{id}")
public final class JobsResource {

    static final String PATH = "/v1/jobs";
    private static final String ONE = PATH + "/{id}";

    private final Gate gate;
    private final Jobs jobs;
    private final InstantSource clock;

    JobsResource(Gate gate, Jobs jobs, InstantSource clock) {
        this.gate = gate;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The job as it stands. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> find(@PathParam("id") String id, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, ONE);
        return jobs.find(id).map(this::answer);
    }

    /** An event about once a second, until the job has ended. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> follow(@PathParam("id") String id, @Context Sse sse, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, ONE);
        // Waits for it: once the events have begun, nothing can be said any more of there being no such job.
        Job job = existing(jobs.find(id).await().indefinitely());
        return jobs.follow(job.id()).map(now -> event(now, sse));
    }

    /** Gives up what hasn't been begun. */
    @DELETE
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> cancel(@PathParam("id") String id, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, ONE);
        return jobs.cancel(id).map(this::answer);
    }

    private Response answer(Optional<Job> found) {
        return Answer.ok(JobJson.of(existing(found), clock.instant())).response();
    }

    private OutboundSseEvent event(Job job, Sse sse) {
        return sse.newEventBuilder()
                .name(job.state().ended() ? "end" : "progress")
                .data(new String(JobJson.of(job, clock.instant()), StandardCharsets.UTF_8))
                .build();
    }

    private static Job existing(Optional<Job> found) {
        return found.orElseThrow(() ->
                new InvalidRequest(Problem.of(ProblemType.NOT_FOUND, "There is no such job, or it ended long ago.")));
    }
}
