package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.offerwallet.view.DropInView;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletReader;
import io.offerwallet.wallet.WalletSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** SessionM's own call: an existing template changes only host and credential. */
@Singleton
@Path(DropInResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class DropInResource {

    static final String PATH = "/offers/api/2.0/offers/get_user_offers";

    private final Gate gate;
    private final DropInRequestParser parser;
    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final DropInShowing showing;
    private final Duration deadline;
    private final long maxBodyBytes;

    DropInResource(
            Gate gate,
            DropInRequestParser parser,
            WalletFlow flow,
            WalletAnswers answers,
            WalletReader reader,
            DropInView view,
            WalletSettings settings,
            ApiSettings limits) {
        this.gate = gate;
        this.parser = parser;
        this.flow = flow;
        this.answers = answers;
        this.showing = new DropInShowing(reader, view);
        this.deadline = settings.deadline();
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /** SessionM's bytes for the page that is asked for, less offers that have expired. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> getUserOffers(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, PATH);
        return RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .flatMap(body -> wallet(parser.parse(body), arrival));
    }

    private Uni<Response> wallet(WalletKey key, Arrival arrival) {
        return flow.wallet(key, arrival.deadline(deadline))
                .map(outcome -> answers.answer(
                        key,
                        outcome,
                        stale -> showing,
                        unavailable -> answers.tryLater(unavailable, arrival),
                        arrival));
    }
}
