package io.offerwallet.api;

import io.offerwallet.security.Role;
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

/** The small, localized wallet for message templates. */
@Singleton
@Path(WalletResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class WalletResource {

    static final String PATH = "/v1/wallets";
    static final String ONE = PATH + "/{user_id}";

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;

    WalletResource(Gate gate, Questions questions, WalletCalls calls) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
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
        return calls.read(exchange, arrival, questions::simplified).flatMap(question -> answer(question, arrival));
    }

    private Uni<Response> answer(Question question, Arrival arrival) {
        return calls.answer(question, arrival).map(Answer::response);
    }
}
