package io.offerwallet.sessionm;

import io.offerwallet.sessionm.ConnectApi.Call;
import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.Timers;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletReader;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/** One call of {@code get_user_offers}, its answer bounded in time and size, and classified. */
final class ConnectCall {

    /** An error envelope says what is wrong at its beginning; the rest isn't searched. */
    private static final int SEARCHED_FOR_ERROR = 4096;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CLIENT_ERROR = 4;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final ConnectApi api;
    private final WalletReader reader;
    private final Authorization authorization;
    private final Duration timeout;
    private final long maxBytes;
    private final Pattern unknownUser;
    private final Clearance clearance;
    private final InstantSource clock;
    private final Timers timers;

    ConnectCall(
            ConnectApi api,
            WalletReader reader,
            Clearance clearance,
            Authorization authorization,
            Duration timeout,
            long maxBytes,
            Pattern unknownUser,
            InstantSource clock,
            Timers timers) {
        this.api = api;
        this.reader = reader;
        this.clearance = clearance;
        this.authorization = authorization;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.unknownUser = unknownUser;
        this.clock = clock;
        this.timers = timers;
    }

    /**
     * The user's page; empty if SessionM doesn't know the user; fails with {@link SessionMFailure} only.
     *
     * <p>The call waits for its permit when its connection is there. Connections take their time, and calls that got their
     * permits one after the other must not be sent together. The time in line is no time of SessionM's. At last the pass is
     * looked at: while the call waited, SessionM may have asked to be left alone. A permit that has become too old on its way
     * to the connection's event loop, which may have been busy, is given back, and the call waits for another.
     */
    Uni<Optional<Page>> page(UserId user, byte[] request, Patience patience, Pass pass) {
        return Uni.createFrom()
                .deferred(() -> {
                    Stopwatch stopwatch = new Stopwatch(timers, timeout);
                    return opened(stopwatch).flatMap(call -> made(call, user, request, patience, pass, stopwatch));
                })
                .onFailure(ErrorStatus.class)
                // A function that recovers may not throw: what it throws would come in a composite exception.
                .recoverWithUni(error -> Uni.createFrom().item(() -> classified(error)))
                .onFailure(failure -> !(failure instanceof SessionMFailure))
                .transform(failure -> new SessionMFailure(Failure.FAILING));
    }

    private Uni<Optional<Page>> made(
            Call call, UserId user, byte[] request, Patience patience, Pass pass, Stopwatch stopwatch) {
        return patience.spent(() -> permit(call, patience))
                .flatMap(permit -> pass.refusal()
                        .map(refusal -> unsent(call, permit, refusal))
                        .orElseGet(() -> sent(call, permit, user, request, stopwatch)))
                .onFailure(NotSent.class)
                .recoverWithUni(() -> made(call, user, request, patience, pass, stopwatch));
    }

    private Uni<Call> opened(Stopwatch stopwatch) {
        return Uni.createFrom()
                .deferred(() -> stopwatch.inTime(api.open(authorization.headerValue())))
                .invoke(stopwatch::pause);
    }

    private Uni<Permit> permit(Call call, Patience patience) {
        return patience.inHand()
                .map(permit -> Uni.createFrom().item(permit))
                .orElseGet(() -> clearance.permit(patience.deadline()))
                .onFailure()
                .invoke(call::giveUp)
                .onCancellation()
                .invoke(call::giveUp);
    }

    private static Uni<Optional<Page>> unsent(Call call, Permit permit, SessionMFailure why) {
        permit.unused();
        call.giveUp();
        return Uni.createFrom().failure(why);
    }

    private Uni<Optional<Page>> sent(Call call, Permit permit, UserId user, byte[] request, Stopwatch stopwatch) {
        return Uni.createFrom()
                .deferred(() -> {
                    stopwatch.goOn();
                    return stopwatch.inTime(call.send(request, maxBytes, () -> stillUsable(permit))
                            .map(body -> classified(user, body)));
                })
                .onTermination()
                .invoke(permit::ended);
    }

    /** Gives it back if it isn't: what is given back later counts as used. */
    private static boolean stillUsable(Permit permit) {
        if (permit.usable()) {
            return true;
        }
        permit.unused();
        return false;
    }

    /** Most answers are wallets, which who reads them has to look through anyway: once is enough. */
    private Optional<Page> classified(UserId user, byte[] body) {
        Page page = reader.survey(body)
                .flatMap(survey -> Page.of(body, survey))
                .or(() -> Envelope.read(body).map(envelope -> Page.of(body, envelope)))
                .orElseThrow(() -> new SessionMFailure(Failure.MALFORMED));
        Envelope envelope = page.envelope();
        if (!envelope.ok()) {
            if (saysUserUnknown(body)) {
                return Optional.empty();
            }
            throw new SessionMFailure(Failure.FAILING);
        }
        if (!user.value().equalsIgnoreCase(envelope.userId())) {
            throw new SessionMFailure(Failure.WRONG_USER);
        }
        return Optional.of(page);
    }

    private Optional<Page> classified(ErrorStatus error) {
        switch (error.status()) {
            case UNAUTHORIZED, FORBIDDEN -> throw new SessionMFailure(Failure.CREDENTIAL_REFUSED);
            case TOO_MANY_REQUESTS -> throw new SessionMFailure(Failure.THROTTLED, retryAfter(error));
            case NOT_FOUND -> {
                // A gateway's HTML page with this status means a wrong URL, not an unknown user.
                if (Envelope.read(error.body()).isPresent()) {
                    return Optional.empty();
                }
                throw new SessionMFailure(Failure.FAILING);
            }
            case SERVICE_UNAVAILABLE -> {
                // With a time to come back it says the same as 429.
                Optional<Duration> retryAfter = retryAfter(error);
                throw new SessionMFailure(retryAfter.isPresent() ? Failure.THROTTLED : Failure.FAILING, retryAfter);
            }
            default -> {
                boolean ourFault = error.status() / 100 == CLIENT_ERROR && error.status() != REQUEST_TIMEOUT;
                throw new SessionMFailure(ourFault ? Failure.REJECTED : Failure.FAILING);
            }
        }
    }

    private boolean saysUserUnknown(byte[] body) {
        int length = Math.min(body.length, SEARCHED_FOR_ERROR);
        return unknownUser
                .matcher(new String(body, 0, length, StandardCharsets.UTF_8))
                .find();
    }

    private Optional<Duration> retryAfter(ErrorStatus error) {
        return error.retryAfter().flatMap(header -> RetryAfter.read(header, clock.instant()));
    }
}
