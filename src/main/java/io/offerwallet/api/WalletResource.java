package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** The small, localized wallet for message templates. */
@Singleton
@Path(WalletResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class WalletResource {

    static final String PATH = "/v1/wallets";
    static final String ONE = PATH + "/{user_id}";

    private final Gate gate;
    private final Questions questions;
    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final Duration deadline;
    private final long maxBodyBytes;

    WalletResource(
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

    /** A wallet by the user's id in the path; options are in the query. */
    @GET
    @Path("/{user_id}")
    public Uni<Response> get(@PathParam("user_id") String userId, RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, ONE);
        return answer(questions.simplified(userId, exchange.request().query()), arrival);
    }

    /** A wallet by the user's id in the body, which keeps it out of access logs; options are beside it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> post(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, PATH);
        return RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .flatMap(body -> answer(questions.simplified(body), arrival));
    }

    private Uni<Response> answer(Question question, Arrival arrival) {
        return flow.wallet(question.key(), arrival.deadline(deadline))
                .map(outcome -> answers.answer(question, outcome, arrival).response());
    }
}
