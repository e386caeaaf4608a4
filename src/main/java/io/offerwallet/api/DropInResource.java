package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** SessionM's own call: an existing template changes only host and credential. */
@Singleton
@Path(DropInResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class DropInResource {

    static final String PATH = "/offers/api/2.0/offers/get_user_offers";

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;

    DropInResource(Gate gate, Questions questions, WalletCalls calls) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
    }

    /** SessionM's bytes for the page that is asked for, less offers that have expired. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> getUserOffers(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, PATH);
        return calls.read(exchange, arrival, questions::dropIn)
                .flatMap(question -> calls.answer(question, arrival))
                .map(Answer::response);
    }
}
