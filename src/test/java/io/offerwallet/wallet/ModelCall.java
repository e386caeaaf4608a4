package io.offerwallet.wallet;

import io.offerwallet.wallet.Held.HeldWallet;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call that SessionM got, and what the reference model makes of its answer. */
final class ModelCall {

    static final Duration FRESH_FOR = Duration.ofSeconds(60);
    static final Duration STALE_IF_ERROR = Duration.ofSeconds(300);
    static final Duration UNKNOWN_USER_FOR = Duration.ofSeconds(30);

    private static final int NOT_YET = Integer.MAX_VALUE;

    final int number;
    final int process;
    final WalletKey key;
    final Instant askedAt;
    final int askedIn;
    final Data data;
    final UniEmitter<? super FetchOutcome> caller;

    private int answeredIn = NOT_YET;
    private @Nullable Failure failure;
    private boolean forgotten;

    /**
     * @param askedIn the number of the step in which SessionM was asked
     * @param data what SessionM knew then: a slow answer tells the oldest it can
     */
    ModelCall(
            int number,
            int process,
            WalletKey key,
            Instant askedAt,
            int askedIn,
            Data data,
            UniEmitter<? super FetchOutcome> caller) {
        this.number = number;
        this.process = process;
        this.key = key;
        this.askedAt = askedAt;
        this.askedIn = askedIn;
        this.data = data;
        this.caller = caller;
    }

    /**
     * What SessionM knows of a user.
     *
     * @param expiries of the user's offers, reached or not
     */
    record Data(int version, boolean known, List<Instant> expiries) {
        static final Data FIRST = new Data(1, true, List.of());

        Data {
            expiries = List.copyOf(expiries);
        }

        /** Null if no offer expires after that instant. */
        @Nullable
        Instant firstExpiryAfter(Instant instant) {
            return expiries.stream()
                    .filter(instant::isBefore)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    void answered(int step, @Nullable Failure how) {
        answeredIn = step;
        failure = how;
    }

    boolean open() {
        return answeredIn == NOT_YET;
    }

    boolean answeredIn(int step) {
        return answeredIn == step;
    }

    boolean failedWith(Failure cause) {
        return failure == cause;
    }

    boolean told(boolean known) {
        return !open() && failure == null && data.known() == known;
    }

    /** The turn it was made in is no longer remembered, so that another may be given. */
    void forget() {
        forgotten = true;
    }

    boolean forgotten() {
        return forgotten;
    }

    /** Whether its process still has the turn. */
    boolean hasTurn() {
        return open() && !forgotten;
    }

    boolean freshAt(Instant now) {
        return now.isBefore(data.known() ? freshUntil() : askedAt.plus(UNKNOWN_USER_FOR));
    }

    boolean usableAt(Instant now) {
        return data.known() && now.isBefore(usableUntil());
    }

    Instant freshUntil() {
        Instant until = askedAt.plus(FRESH_FOR);
        @Nullable Instant expiry = data.firstExpiryAfter(askedAt);
        return expiry != null && expiry.isBefore(until) ? expiry : until;
    }

    /** What should be held of its answer. */
    HeldWallet held() {
        return new HeldWallet(body(), askedAt, freshUntil(), usableUntil(), data.firstExpiryAfter(askedAt));
    }

    byte[] body() {
        return Integer.toString(number).getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Integer> number(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private Instant usableUntil() {
        return askedAt.plus(FRESH_FOR).plus(STALE_IF_ERROR);
    }

    @Override
    public String toString() {
        String state = open() ? "open" : "answered in step " + answeredIn + (failure == null ? "" : " with " + failure);
        return "call %d of process %d for %s in step %d at %s, %s, %s"
                .formatted(number, process, ModelRequest.text(key), askedIn, askedAt, data, state);
    }
}
