package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.offerwallet.view.WalletView;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import io.offerwallet.wallet.WalletReader;
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
    private final WalletRequestParser parser;
    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final WalletReader reader;
    private final WalletView view;
    private final Duration deadline;
    private final long maxBodyBytes;

    WalletResource(
            Gate gate,
            WalletRequestParser parser,
            WalletFlow flow,
            WalletAnswers answers,
            WalletReader reader,
            WalletView view,
            WalletSettings settings,
            ApiSettings limits) {
        this.gate = gate;
        this.parser = parser;
        this.flow = flow;
        this.answers = answers;
        this.reader = reader;
        this.view = view;
        this.deadline = settings.deadline();
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /** A wallet by the user's id in the path; options are in the query. */
    @GET
    @Path("/{user_id}")
    public Uni<Response> get(@PathParam("user_id") String userId, RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, ONE);
        return wallet(parser.parse(userId, Fields.ofQuery(exchange.request().query())), arrival);
    }

    /** A wallet by the user's id in the body, which keeps it out of access logs; options are beside it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> post(RoutingContext exchange) {
        Arrival arrival = gate.admit(exchange, Role.WALLET, PATH);
        return RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .flatMap(body -> wallet(parser.parse(JsonBody.fields(body)), arrival));
    }

    private Uni<Response> wallet(WalletRequest request, Arrival arrival) {
        return flow.wallet(request.key(), arrival.deadline(deadline))
                .map(outcome -> answers.answer(
                        request.key(),
                        outcome,
                        stale -> new SimplifiedShowing(request, stale, reader, view),
                        unavailable -> nothing(request, unavailable, arrival),
                        arrival));
    }

    private Response nothing(WalletRequest request, Unavailable unavailable, Arrival arrival) {
        return request.onError() == OnError.EMPTY
                ? WalletAnswers.ok(view.unavailable(
                                        request.user().value(), request.view().locale())
                                .bytes())
                        .build()
                : answers.tryLater(unavailable, arrival);
    }
}
