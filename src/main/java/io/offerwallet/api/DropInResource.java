package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.offerwallet.wallet.WalletFlow;
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
    private final Questions questions;
    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final Duration deadline;
    private final long maxBodyBytes;

    DropInResource(
            Gate gate,
            Questions questions,
            WalletFlow flow,
            WalletAnswers answers,
            WalletSettings settings,
            ApiSettings limits) {
        this.gate = gate;
        this.questions = questions;
        this.flow = flow;
        this.answers = answers;
        this.deadline = settings.deadline();
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /** SessionM's bytes for the page that is asked for, less offers that have expired. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> getUserOffers(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, PATH);
        return RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .map(questions::dropIn)
                .flatMap(question -> flow.wallet(question.key(), arrival.deadline(deadline))
                        .map(outcome -> answers.answer(question, outcome, arrival)))
                .map(Answer::response);
    }
}
