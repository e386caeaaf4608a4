package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain calls for a wallet before they get to the resources: finding a resource costs more than answering a hit
 * does, and what the resources remember of a request is most of what thousands that wait for SessionM would hold.
 *
 * <p>It says the same as the resources would. Whatever isn't plain (unusual in its method or headers, or refused) goes on
 * to them, and they decide.
 */
@ApplicationScoped // Made for the first request: before, nobody has looked whether the settings are there.
class WalletRoute {

    /** After {@link Arrivals} and whatever closes the API altogether, before the resources. */
    private static final int BEFORE_THE_RESOURCES = 500;

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;
    private final ShortCut shortCut;

    WalletRoute(Gate gate, Questions questions, WalletCalls calls, ShortCut shortCut) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
        this.shortCut = shortCut;
    }

    static void register(@Observes Filters filters, WalletRoute route) {
        filters.register(
                exchange -> {
                    Optional<PlainCall> call = plain(exchange.request());
                    if (call.isPresent()) {
                        route.handle(call.get(), exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_THE_RESOURCES);
    }

    void handle(PlainCall call, RoutingContext exchange) {
        shortCut.walletsAreServed();
        switch (call) {
            case BY_PATH -> get(exchange);
            case BY_BODY -> post(exchange, call, questions::simplified);
            case DROP_IN -> post(exchange, call, questions::dropIn);
        }
    }

    private static Optional<PlainCall> plain(HttpServerRequest request) {
        @Nullable String path = request.path();
        return path == null ? Optional.empty() : PlainCall.of(request.method().name(), path, request::getHeader);
    }

    private void get(RoutingContext exchange) {
        Arrival arrival;
        Question question;
        try {
            arrival = gate.admit(exchange, Role.WALLET, PlainCall.BY_PATH.route());
            question = questions.simplified(
                    PlainCall.userIn(exchange.request().path()),
                    exchange.request().query());
        } catch (Denied | InvalidRequest resourcesWillSay) {
            exchange.next();
            return;
        }
        answer(exchange, question, arrival);
    }

    private void post(RoutingContext exchange, PlainCall call, Function<byte[], Question> reading) {
        Arrival arrival;
        try {
            arrival = gate.admit(exchange, Role.WALLET, call.route());
        } catch (Denied resourcesWillSay) {
            exchange.next();
            return;
        }
        calls.read(exchange, arrival, reading)
                .subscribe()
                .with(question -> answer(exchange, question, arrival), failure -> {
                    if (failure instanceof InvalidRequest) {
                        exchange.next();
                    } else {
                        exchange.fail(failure);
                    }
                });
    }

    private void answer(RoutingContext exchange, Question question, Arrival arrival) {
        Optional<Answer> hit = calls.hit(question);
        if (hit.isPresent()) {
            hit.get().send(exchange.response());
            return;
        }
        RequestBody.forget(exchange);
        Cancellable waiting = calls.answer(question, arrival)
                .subscribe()
                .with(answer -> send(exchange.response(), answer), exchange::fail);
        exchange.addEndHandler(ended -> waiting.cancel());
    }

    private static void send(HttpServerResponse response, Answer answer) {
        if (!response.closed()) {
            answer.send(response);
        }
    }
}
