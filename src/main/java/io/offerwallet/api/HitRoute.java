package io.offerwallet.api;

import io.offerwallet.security.Role;
import io.offerwallet.view.DropInView;
import io.offerwallet.view.WalletView;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletReader;
import io.offerwallet.wallet.WalletSettings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers hits before a request gets to the resources: most requests are hits, and finding a resource costs more than
 * answering them does.
 *
 * <p>It only ever answers 200 with a wallet that is held and fresh, and says the same as the resources would. Whatever
 * else a request is (a miss, an error, unusual in its method or headers) goes on to them, and they decide.
 */
@ApplicationScoped // Made for the first request: before, nobody has looked whether the settings are there.
class HitRoute {

    /** After {@link Arrivals} and whatever closes the API altogether, before the resources. */
    private static final int BEFORE_THE_RESOURCES = 500;

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    // Spelt as the resources' answers have them.
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence AGE = HttpHeaders.createOptimized(Headers.AGE);
    private static final CharSequence X_CACHE = HttpHeaders.createOptimized(Headers.X_CACHE);
    private static final CharSequence HIT = HttpHeaders.createOptimized("hit");

    private static final String ONE_WALLET = WalletResource.PATH + "/";

    private final Gate gate;
    private final WalletRequestParser walletParser;
    private final DropInRequestParser dropInParser;
    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final WalletReader reader;
    private final WalletView view;
    private final DropInShowing dropInShowing;
    private final Duration deadline;
    private final long maxBodyBytes;

    HitRoute(
            Gate gate,
            WalletRequestParser walletParser,
            DropInRequestParser dropInParser,
            WalletFlow flow,
            WalletAnswers answers,
            WalletReader reader,
            WalletView view,
            DropInView dropInView,
            WalletSettings settings,
            ApiSettings limits) {
        this.gate = gate;
        this.walletParser = walletParser;
        this.dropInParser = dropInParser;
        this.flow = flow;
        this.answers = answers;
        this.reader = reader;
        this.view = view;
        this.dropInShowing = new DropInShowing(reader, dropInView);
        this.deadline = settings.deadline();
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    static void register(@Observes Filters filters, HitRoute route) {
        filters.register(
                exchange -> {
                    if (mayBeHit(exchange.request())) {
                        route.handle(exchange);
                    } else {
                        exchange.next();
                    }
                },
                BEFORE_THE_RESOURCES);
    }

    private static boolean mayBeHit(HttpServerRequest request) {
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
            post(exchange, WalletResource.PATH, body -> question(walletParser.parse(JsonBody.fields(body))));
        } else if (request.method().equals(HttpMethod.POST) && path.equals(DropInResource.PATH) && sendsJson(request)) {
            post(exchange, DropInResource.PATH, body -> new Question(dropInParser.parse(body), dropInShowing));
        } else {
            exchange.next();
        }
    }

    private void get(RoutingContext exchange, String userId) {
        boolean answered;
        try {
            gate.admit(exchange, Role.WALLET, WalletResource.ONE);
            answered = answer(
                    exchange,
                    question(walletParser.parse(
                            userId, Fields.ofQuery(exchange.request().query()))));
        } catch (Denied | InvalidRequest resourcesWillSay) {
            answered = false;
        }
        if (!answered) {
            exchange.next();
        }
    }

    private void post(RoutingContext exchange, String route, Function<byte[], Question> reading) {
        Arrival arrival;
        try {
            arrival = gate.admit(exchange, Role.WALLET, route);
        } catch (Denied resourcesWillSay) {
            exchange.next();
            return;
        }
        RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .map(body -> answer(exchange, reading.apply(body)))
                .onFailure(InvalidRequest.class)
                .recoverWithItem(resourcesWillSay -> false)
                .subscribe()
                .with(
                        answered -> {
                            if (!answered) {
                                exchange.next();
                            }
                        },
                        exchange::fail);
    }

    private Question question(WalletRequest request) {
        return new Question(request.key(), new SimplifiedShowing(request, false, reader, view));
    }

    private boolean answer(RoutingContext exchange, Question question) {
        Optional<HeldWallet> hit = flow.hit(question.key());
        if (hit.isEmpty()) {
            return false;
        }
        WalletAnswers.Ready ready = answers.ready(question.key(), hit.get(), question.showing());
        exchange.response()
                .putHeader(CONTENT_TYPE, JSON)
                .putHeader(CACHE_CONTROL, NO_STORE)
                .putHeader(X_CACHE, HIT)
                .putHeader(AGE, Long.toString(ready.ageSeconds()))
                .end(Buffer.buffer(ready.body()));
        return true;
    }

    /** Whether the answer's type is certain to be wanted; whether others are is for the resources to weigh. */
    private static boolean takesJson(HttpServerRequest request) {
        @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.equals("*/*") || accept.equals("application/json");
    }

    private static boolean sendsJson(HttpServerRequest request) {
        return "application/json".equals(request.getHeader(HttpHeaders.CONTENT_TYPE));
    }

    /** What a request asks for. */
    private record Question(WalletKey key, Showing showing) {}
}
