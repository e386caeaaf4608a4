package io.offerwallet.api;

import io.offerwallet.api.SessionmEvent.Ignored;
import io.offerwallet.api.SessionmEvent.Purging;
import io.offerwallet.api.SessionmEvent.Refused;
import io.offerwallet.api.SessionmEventListener.Result;
import io.offerwallet.security.Role;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * Takes SessionM's events, so that messages follow at once when offers are issued, redeemed, expired or revoked: it
 * forgets the users concerned.
 *
 * <p>Events may come twice, late and in any order. Forgetting a user twice or too late costs one more call to SessionM
 * and tells nothing wrong, so nothing is remembered about events.
 */
@Singleton
@Path(SessionmEventsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class SessionmEventsResource {

    static final String PATH = "/v1/events/sessionm";

    private final Gate gate;
    private final SessionmEventReader reader;
    private final WalletFlow flow;
    private final Listeners<SessionmEventListener> listeners;
    private final int maxUsers;
    private final long maxBodyBytes;
    private final Duration deadline;

    SessionmEventsResource(
            Gate gate,
            SessionmEventReader reader,
            WalletFlow flow,
            Instance<SessionmEventListener> listeners,
            WalletSettings wallet,
            ApiSettings settings) {
        this.gate = gate;
        this.reader = reader;
        this.flow = flow;
        this.listeners = new Listeners<>(listeners);
        this.maxUsers = settings.maxPurge();
        this.maxBodyBytes = settings.maxBodyBytes().asLongValue();
        this.deadline = wallet.deadline();
    }

    /** Purges the users of the events that can be understood, and then complains of the others. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> events(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.EVENTS, PATH);
        Deadline end = arrival.deadline(deadline);
        return RequestBody.read(exchange, maxBodyBytes, end)
                .flatMap(body -> carryOut(reader.read(JsonBody.objectOrList(body)), end));
    }

    private Uni<Response> carryOut(EventBatch batch, Deadline end) {
        Set<UserId> users = batch.users();
        if (users.size() > maxUsers) {
            tell(Result.REFUSED, batch.events().size());
            throw InvalidRequest.body("These are events of " + users.size() + " users, and one call may purge "
                    + maxUsers + ". Nobody was purged.");
        }
        int purging = batch.count(Purging.class);
        tell(Result.IGNORED, batch.count(Ignored.class));
        tell(Result.REFUSED, batch.count(Refused.class));
        return purge(users, end)
                .invoke(() -> tell(Result.PURGED, purging))
                .onFailure()
                .invoke(() -> tell(Result.FAILED, purging))
                .map(done -> answer(batch));
    }

    private Uni<Void> purge(Set<UserId> users, Deadline end) {
        return users.isEmpty() ? Uni.createFrom().voidItem() : flow.purge(users, end);
    }

    private static Response answer(EventBatch batch) {
        batch.refusal().ifPresent(problem -> {
            throw new InvalidRequest(problem);
        });
        String counts = "{\"received\":" + batch.events().size() + ",\"purged\":" + batch.count(Purging.class)
                + ",\"ignored\":" + batch.count(Ignored.class) + "}";
        return Answer.ok(counts.getBytes(StandardCharsets.UTF_8)).response();
    }

    private void tell(Result result, int events) {
        if (events > 0) {
            listeners.tell(listener -> listener.handled(result, events));
        }
    }
}
