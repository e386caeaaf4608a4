package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
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

    private static final String ONE_WALLET = WalletResource.PATH + "/";

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;

    WalletRoute(Gate gate, Questions questions, WalletCalls calls) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
    }

    static void register(@Observes Filters filters, WalletRoute route) {
        filters.register(
                exchange -> {
                    if (mayBePlain(exchange.request())) {
                        route.handle(exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_THE_RESOURCES);
    }

    private static boolean mayBePlain(HttpServerRequest request) {
        @Nullable String path = request.path();
        return path != null
                && (path.startsWith(WalletResource.PATH) || path.equals(DropInResource.PATH))
                && takesJson(request);
    }

    void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String path = request.path();
        if (request.method().equals(HttpMethod.GET)
                && path.startsWith(ONE_WALLET)
                && !RequestBody.isAnnounced(request)) {
            get(exchange, path.substring(ONE_WALLET.length()));
        } else if (request.method().equals(HttpMethod.POST) && path.equals(WalletResource.PATH) && sendsJson(request)) {
            post(exchange, WalletResource.PATH, questions::simplified);
        } else if (request.method().equals(HttpMethod.POST) && path.equals(DropInResource.PATH) && sendsJson(request)) {
            post(exchange, DropInResource.PATH, questions::dropIn);
        } else {
            exchange.next();
        }
    }

    private void get(RoutingContext exchange, String userId) {
        Arrival arrival;
        Question question;
        try {
            arrival = gate.admit(exchange, Role.WALLET, WalletResource.ONE);
            question = questions.simplified(userId, exchange.request().query());
        } catch (Denied | InvalidRequest resourcesWillSay) {
            exchange.next();
            return;
        }
        answer(exchange, question, arrival);
    }

    private void post(RoutingContext exchange, String route, Function<byte[], Question> reading) {
        Arrival arrival;
        try {
            arrival = gate.admit(exchange, Role.WALLET, route);
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

    /** Whether the answer's type is certain to be wanted; whether others are is for the resources to weigh. */
    private static boolean takesJson(HttpServerRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.equals("*/*") || accept.equals("application/json");
    }

    private static boolean sendsJson(HttpServerRequest request) {
        return "application/json".equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
    }
}
