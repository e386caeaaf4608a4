package io.offerwallet.api;

import io.netty.util.AsciiString;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.PreparedAnswers;
import io.offerwallet.wallet.WalletOutcome;
import io.offerwallet.wallet.WalletOutcome.Source;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Turns outcomes into answers: the failure table of the design, in one place. */
@Singleton
final class WalletAnswers {

    private static final AsciiString HIT = AsciiString.cached("hit");
    private static final AsciiString MISS = AsciiString.cached("miss");
    private static final AsciiString COALESCED = AsciiString.cached("coalesced");
    private static final AsciiString STALE = AsciiString.cached("stale");

    private final PreparedAnswers prepared;
    private final InstantSource clock;
    private final Duration retryAfter;

    WalletAnswers(PreparedAnswers prepared, InstantSource clock, ApiSettings settings) {
        this.prepared = prepared;
        this.clock = clock;
        this.retryAfter = settings.retryAfter();
    }

    /** The answer to the question when it has come to this. */
    Answer answer(Question question, WalletOutcome outcome, Arrival arrival) {
        return outcome.fold(new WalletOutcome.Cases<>(
                fresh -> served(question, fresh.wallet(), question.showing(false), word(fresh.source())),
                stale -> served(question, stale.wallet(), question.showing(true), STALE),
                unknown -> Answer.problem(
                                Problem.of(ProblemType.UNKNOWN_USER, "SessionM knows no user with this id."), arrival)
                        .fromCache(word(unknown.source())),
                refused -> Answer.problem(
                        Problem.of(
                                ProblemType.CREDENTIAL_REFUSED,
                                "SessionM refuses the credential this proxy is configured with. Asking again"
                                        + " won't help; its operator must act."),
                        arrival),
                unavailable ->
                        question.nothing(unavailable).map(Answer::ok).orElseGet(() -> tryLater(unavailable, arrival))));
    }

    /** The answer when the wallet is held and fresh. */
    Answer hit(Question question, HeldWallet wallet) {
        return served(question, wallet, question.showing(false), HIT);
    }

    /** Makes Braze try again later. */
    private Answer tryLater(Unavailable unavailable, Arrival arrival) {
        String cause = unavailable.cause().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Answer.problem(Problem.of(ProblemType.UNAVAILABLE, "Cause: " + cause + "."), arrival)
                .retryAfter(unavailable.retryAfter().orElse(retryAfter));
    }

    private Answer served(Question question, HeldWallet wallet, Showing showing, AsciiString cache) {
        Instant now = clock.instant();
        return Answer.wallet(
                bytes(question, wallet, showing, now), cache, wallet.ageAt(now).toSeconds());
    }

    private byte[] bytes(Question question, HeldWallet wallet, Showing showing, Instant now) {
        return prepared.find(question.key(), wallet, showing)
                .filter(ready -> now.isBefore(ready.validUntil()))
                .orElseGet(() -> {
                    Prepared made = showing.show(wallet, now);
                    prepared.keep(question.key(), wallet, showing, made);
                    return made;
                })
                .bytes();
    }

    private static AsciiString word(Source source) {
        return switch (source) {
            case HIT -> HIT;
            case MISS -> MISS;
            case COALESCED -> COALESCED;
        };
    }
}
