package io.offerwallet.prewarm;

import io.offerwallet.culture.Culture;
import io.offerwallet.jobs.ItemOutcome;
import io.offerwallet.jobs.ItemOutcome.Again;
import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.JobKind;
import io.offerwallet.jobs.JobRequest;
import io.offerwallet.prewarm.PrewarmWish.Calls;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.PrewarmFlow;
import io.offerwallet.wallet.PrewarmOutcome;
import io.offerwallet.wallet.PrewarmOutcome.AlreadyHeld;
import io.offerwallet.wallet.PrewarmOutcome.Loaded;
import io.offerwallet.wallet.PrewarmOutcome.Missed;
import io.offerwallet.wallet.PrewarmOutcome.NotKept;
import io.offerwallet.wallet.PrewarmOutcome.NotNow;
import io.offerwallet.wallet.PrewarmSettings;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Jobs that load wallets ahead of a send. Their items are {@link PrewarmItem}s. */
@Singleton
final class PrewarmKind implements JobKind {

    static final String NAME = "prewarm";

    private static final String CALLS = "calls";
    private static final String TTL = "ttl_ms";
    private static final String CULTURES = "cultures";

    private static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(1);

    /** As SessionM's documentation has the call, and a template that was written by it. */
    private static final Variant DROP_IN = new Variant.Page(0, 1000, false, "");

    private final Instance<PrewarmFlow> flow;
    private final PrewarmSettings settings;

    PrewarmKind(Instance<PrewarmFlow> flow, PrewarmSettings settings) {
        this.flow = flow;
        this.settings = checked(settings);
    }

    private static PrewarmSettings checked(PrewarmSettings settings) {
        if (settings.concurrency() < 1) {
            throw new IllegalArgumentException(
                    "PREWARM_CONCURRENCY must be 1 or more, but is " + settings.concurrency() + ".");
        }
        if (!(settings.budgetPart() > 0 && settings.budgetPart() <= 1)) {
            throw new IllegalArgumentException(
                    "PREWARM_BUDGET_PART must be more than 0 and at most 1, but is " + settings.budgetPart() + ".");
        }
        if (settings.maxTtl().compareTo(SHORTEST_TTL) < 0) {
            throw new IllegalArgumentException("PREWARM_MAX_TTL must be 1s or more, but is " + settings.maxTtl() + ".");
        }
        return settings;
    }

    /** @param cultures those that items count by */
    static Map<String, String> options(Calls calls, Duration ttl, List<Culture> cultures) {
        return Map.of(
                CALLS,
                calls.name(),
                TTL,
                Long.toString(ttl.toMillis()),
                CULTURES,
                cultures.stream().map(Culture::tag).collect(Collectors.joining(",")));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    @Override
    public Uni<ItemOutcome> carryOut(JobRequest job, byte[] bytes) {
        Map<String, String> options = job.options();
        PrewarmItem item = PrewarmItem.of(bytes);
        List<String> cultures = Arrays.asList(options.getOrDefault(CULTURES, "").split(",", -1));
        Variant variant = Calls.DROP_IN.name().equals(options.get(CALLS)) ? DROP_IN : Variant.WHOLE;
        WalletKey key = new WalletKey(item.user(), Culture.of(cultures.get(item.culture())), variant);
        // The limit may be lower than when the job was taken.
        Duration ttl = Collections.min(
                List.of(Duration.ofMillis(Long.parseLong(options.getOrDefault(TTL, "0"))), settings.maxTtl()));
        return flow.get().prewarm(key, ttl).map(PrewarmKind::outcome);
    }

    static ItemOutcome outcome(PrewarmOutcome outcome) {
        if (outcome instanceof Loaded) {
            return new Done("loaded");
        }
        if (outcome instanceof AlreadyHeld) {
            return new Done("held");
        }
        if (outcome instanceof NotKept) {
            return new Again(BEFORE_ANOTHER_TRY, true, "not_kept");
        }
        if (outcome instanceof NotNow notNow) {
            return new Again(wait(notNow.why(), BEFORE_ANOTHER_LOOK), false, word(notNow.why()));
        }
        if (outcome instanceof Missed missed) {
            return passes(missed.why().failure())
                    ? new Again(wait(missed.why(), BEFORE_ANOTHER_TRY), true, word(missed.why()))
                    : new ItemOutcome.Failed(word(missed.why()));
        }
        return new Done("unknown_user");
    }

    /** Whether it is about SessionM's state, and not about this user. */
    private static boolean passes(Failure failure) {
        return switch (failure) {
            case FAILING, TIMED_OUT, THROTTLED, CIRCUIT_OPEN, DEADLINE, OVERLOADED, CREDENTIAL_REFUSED -> true;
            case REJECTED, MALFORMED, TOO_LARGE, WRONG_USER -> false;
        };
    }

    private static Duration wait(Failed why, Duration otherwise) {
        return why.retryAfter().filter(time -> time.compareTo(otherwise) > 0).orElse(otherwise);
    }

    private static String word(Failed why) {
        return why.failure().name().toLowerCase(Locale.ROOT);
    }
}
