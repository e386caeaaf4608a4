package io.offerwallet.api;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.PreparedAnswers;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletOutcome;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;

/** Turns outcomes into answers: the failure table of the design, in one place. */
@Singleton
final class WalletAnswers {

    private static final String STALE = "stale";

    private final PreparedAnswers prepared;
    private final InstantSource clock;
    private final Duration retryAfter;

    WalletAnswers(PreparedAnswers prepared, InstantSource clock, ApiSettings settings) {
        this.prepared = prepared;
        this.clock = clock;
        this.retryAfter = settings.retryAfter();
    }

    /**
     * The answer to a request for {@code key}.
     *
     * @param showing gives the way to show a wallet, told whether it is stale
     * @param unavailable gives the answer when there is nothing to serve
     */
    Response answer(
            WalletKey key,
            WalletOutcome outcome,
            Function<Boolean, Showing> showing,
            Function<Unavailable, Response> unavailable,
            Arrival arrival) {
        return outcome.fold(new WalletOutcome.Cases<>(
                fresh -> served(key, fresh.wallet(), showing.apply(false), word(fresh.source())),
                stale -> served(key, stale.wallet(), showing.apply(true), STALE),
                unknown -> ProblemMappers.response(
                                Problem.of(ProblemType.UNKNOWN_USER, "SessionM knows no user with this id."), arrival)
                        .header(Headers.X_CACHE, word(unknown.source()))
                        .build(),
                refused -> ProblemMappers.response(
                                Problem.of(
                                        ProblemType.CREDENTIAL_REFUSED,
                                        "SessionM refuses the credential this proxy is configured with. Asking again"
                                                + " won't help; its operator must act."),
                                arrival)
                        .build(),
                unavailable));
    }

    /** The answer that makes Braze try again later. */
    Response tryLater(Unavailable unavailable, Arrival arrival) {
        String cause = unavailable.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return ProblemMappers.response(
                        Problem.of(ProblemType.UNAVAILABLE, "Cause: " + cause + "."),
                        arrival,
                        unavailable.retryAfter().orElse(retryAfter))
                .build();
    }

    /** An answer with status 200. */
    static Response.ResponseBuilder ok(byte[] body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private Response served(WalletKey key, HeldWallet wallet, Showing showing, String cache) {
        Ready ready = ready(key, wallet, showing);
        return ok(ready.body())
                .header(Headers.X_CACHE, cache)
                .header(Headers.AGE, ready.ageSeconds())
                .build();
    }

    /** A held wallet as it is shown now. */
    Ready ready(WalletKey key, HeldWallet wallet, Showing showing) {
        Instant now = clock.instant();
        return new Ready(bytes(key, wallet, showing, now), wallet.ageAt(now).toSeconds());
    }

    private byte[] bytes(WalletKey key, HeldWallet wallet, Showing showing, Instant now) {
        return prepared.find(key, wallet, showing)
                .filter(ready -> now.isBefore(ready.validUntil()))
                .orElseGet(() -> {
                    Prepared made = showing.show(wallet, now);
                    prepared.keep(key, wallet, showing, made);
                    return made;
                })
                .bytes();
    }

    private static String word(Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The body of an answer, and what its header says of it.
     *
     * @param body not to be changed
     * @param ageSeconds how old the data is
     */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record Ready(byte[] body, long ageSeconds) {}
}
