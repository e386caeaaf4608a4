package io.offerwallet.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.WalletListener;
import io.offerwallet.wallet.WalletOutcome;
import io.offerwallet.wallet.WalletOutcome.Source;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counts answers by outcome. Every counter is there from the start at zero, so that alerts on rates see the first event.
 */
@Singleton
final class WalletMetrics implements WalletListener {

    private static final String REQUESTS = "wallet.requests";

    private final WalletOutcome.Cases<Counter> answered;
    private final Counter discarded;
    private final Counter purged;

    WalletMetrics(MeterRegistry registry) {
        Map<Source, Counter> fresh = counters(Source.class, source -> requests(registry, word(source), "none"));
        Map<Source, Counter> unknown = counters(
                Source.class,
                source -> requests(registry, source == Source.HIT ? "negative_hit" : "unknown_user", word(source)));
        Map<Failure, Counter> stale = counters(Failure.class, cause -> requests(registry, "stale", word(cause)));
        Map<Failure, Counter> unavailable =
                counters(Failure.class, cause -> requests(registry, "unavailable", word(cause)));
        Counter refused = requests(registry, "refused", word(Failure.CREDENTIAL_REFUSED));
        this.answered = new WalletOutcome.Cases<>(
                served -> fresh.get(served.source()),
                old -> stale.get(old.cause()),
                nobody -> unknown.get(nobody.source()),
                denied -> refused,
                nothing -> unavailable.get(nothing.cause()));
        this.discarded = Counter.builder("wallet.loads.discarded")
                .description("Loads thrown away because the user was purged meanwhile")
                .register(registry);
        this.purged =
                Counter.builder("wallet.purges").description("Users purged").register(registry);
    }

    @Override
    public void answered(WalletOutcome outcome) {
        outcome.fold(answered).increment();
    }

    @Override
    public void loadDiscarded() {
        discarded.increment();
    }

    @Override
    public void purged(int users) {
        purged.increment(users);
    }

    private static Counter requests(MeterRegistry registry, String outcome, String cause) {
        return Counter.builder(REQUESTS)
                .description("Wallet requests by how they were answered")
                .tag("outcome", outcome)
                .tag("cause", cause)
                .register(registry);
    }

    private static <K extends Enum<K>> Map<K, Counter> counters(Class<K> keys, Function<K, Counter> counter) {
        Map<K, Counter> counters = new EnumMap<>(keys);
        Stream.of(keys.getEnumConstants()).forEach(key -> counters.put(key, counter.apply(key)));
        return counters;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
