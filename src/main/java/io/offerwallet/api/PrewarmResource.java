package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.jobs.Job;
import io.offerwallet.prewarm.PrewarmIntake;
import io.offerwallet.prewarm.PrewarmWish;
import io.offerwallet.prewarm.Rows;
import io.offerwallet.security.Role;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Takes lists of users whose wallets are to be loaded ahead of a send. A stream is read as fast as it can be kept, on a thread
 * of its own; its length is not bounded, nor the time it takes.
 */
@Singleton
@Path(PrewarmResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class PrewarmResource {

    static final String PATH = "/v1/prewarm";

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String USER_IDS = "user_ids";
    private static final int ACCEPTED = 202;

    /** Some 25,000 users; more come in a stream. */
    private static final int MOST_JSON_BYTES = 1 << 20;

    private final Gate gate;
    private final PrewarmOptions options;
    private final PrewarmIntake intake;
    private final InstantSource clock;

    PrewarmResource(Gate gate, PrewarmOptions options, PrewarmIntake intake, InstantSource clock) {
        this.gate = gate;
        this.options = options;
        this.intake = intake;
        this.clock = clock;
    }

    /** Users in {@code {"user_ids": [...]}}, options beside them. */
    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    public Response list(InputStream body, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, PATH);
        ObjectNode object = JsonBody.object(whole(body));
        JsonNode ids = object.path(USER_IDS);
        if (!ids.isArray() || ids.isEmpty()) {
            throw InvalidRequest.in(USER_IDS, "It must be a list of user ids.");
        }
        List<String> users = new ArrayList<>(ids.size());
        ids.forEach(id -> users.add(id.asText()));
        object.remove(USER_IDS);
        if (object.path(PrewarmOptions.CULTURES).isArray()) {
            object.put(PrewarmOptions.CULTURES, joined(object.path(PrewarmOptions.CULTURES)));
        }
        return accepted(options.wish(JsonBody.scalars(object)), Rows.of(users));
    }

    /** Users in a column of comma-separated values, options in the query. */
    @POST
    @Blocking
    @Consumes(CSV)
    public Response csv(InputStream body, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, PATH);
        Fields fields = Fields.ofQuery(exchange.request().query());
        PrewarmWish wish = options.wishOfStream(fields);
        try {
            return accepted(wish, Rows.csv(body, options.names(fields)));
        } catch (Rows.NoSuchColumn missing) {
            throw InvalidRequest.in("user_id_column", missing.detail());
        } catch (IOException broken) {
            throw brokenOff();
        }
    }

    /** Users on lines of JSON, options in the query. */
    @POST
    @Blocking
    @Consumes(NDJSON)
    public Response ndjson(InputStream body, RoutingContext exchange) {
        gate.admit(exchange, Role.ADMIN, PATH);
        Fields fields = Fields.ofQuery(exchange.request().query());
        return accepted(options.wishOfStream(fields), Rows.ndjson(body, options.names(fields)));
    }

    private Response accepted(PrewarmWish wish, Rows rows) {
        try {
            Job job = intake.receive(wish, rows);
            return Answer.ok(JobJson.of(job, clock.instant()))
                    .toResponse()
                    .status(ACCEPTED)
                    .header("Location", JobsResource.PATH + "/" + job.id())
                    .build();
        } catch (IOException broken) {
            throw brokenOff();
        }
    }

    private static byte[] whole(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST_JSON_BYTES + 1);
            if (bytes.length > MOST_JSON_BYTES) {
                throw new InvalidRequest(Problem.of(
                        ProblemType.BODY_TOO_LARGE,
                        "The body is larger than " + MOST_JSON_BYTES + " bytes. Send " + CSV + " or " + NDJSON + "."));
            }
            return bytes;
        } catch (IOException broken) {
            throw brokenOff();
        }
    }

    private static InvalidRequest brokenOff() {
        return InvalidRequest.body("The body broke off. Nothing of it is carried out.");
    }

    private static String joined(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }
}
