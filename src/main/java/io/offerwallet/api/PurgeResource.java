package io.offerwallet.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.offerwallet.security.Role;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes the proxy forget users: once it has answered, no later answer holds data fetched before (P4). */
@Singleton
@Path(WalletResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class PurgeResource {

    private static final String USER_IDS = "user_ids";

    private final Gate gate;
    private final WalletFlow flow;
    private final int maxUsers;
    private final long maxBodyBytes;
    private final Duration deadline;

    PurgeResource(Gate gate, WalletFlow flow, WalletSettings wallet, ApiSettings settings) {
        this.gate = gate;
        this.flow = flow;
        this.maxUsers = settings.maxPurge();
        this.maxBodyBytes = settings.maxBodyBytes().asLongValue();
        this.deadline = wallet.deadline();
    }

    /** Forgets one user. */
    @DELETE
    @Path("/{user_id}")
    public Uni<Response> one(@PathParam("user_id") String userId, RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.ADMIN, WalletResource.ONE);
        return flow.purge(List.of(WalletRequestParser.user(userId)), arrival.deadline(deadline))
                .map(done -> Response.noContent().build());
    }

    /** Forgets the users in {@code {"user_ids": [...]}}: all of them, or none if one is no user id. */
    @POST
    @Path("/purge")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> batch(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.ADMIN, WalletResource.PATH + "/purge");
        Deadline end = arrival.deadline(deadline);
        return RequestBody.read(exchange, maxBodyBytes, end).flatMap(body -> {
            List<UserId> users = users(JsonBody.object(body));
            byte[] answer = ("{\"purged\":" + users.size() + "}").getBytes(StandardCharsets.UTF_8);
            return flow.purge(users, end).map(done -> Answer.ok(answer).response());
        });
    }

    private List<UserId> users(ObjectNode body) {
        for (String name : (Iterable<String>) body::fieldNames) {
            if (!name.equals(USER_IDS)) {
                throw InvalidRequest.in(Fields.shown(name), "There is no such field. There is: " + USER_IDS + ".");
            }
        }
        JsonNode ids = body.path(USER_IDS);
        if (!ids.isArray() || ids.isEmpty() || ids.size() > maxUsers) {
            throw InvalidRequest.in(USER_IDS, "It must be a list of 1 to " + maxUsers + " user ids.");
        }
        List<UserId> users = new ArrayList<>(ids.size());
        for (JsonNode id : ids) {
            int position = users.size();
            users.add(UserId.parse(id.asText())
                    .orElseThrow(() -> InvalidRequest.in(USER_IDS + "[" + position + "]", "It must be a GUID.")));
        }
        return users;
    }
}
