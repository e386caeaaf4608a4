package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.ModelDeployment;
import io.offerwallet.wallet.TestClock;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletModelContract;
import io.offerwallet.wallet.WalletWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.state.ActionChain;

/** The model, kept by a process that is alone. */
class MemoryWalletModelTest extends WalletModelContract {

    private static final int STEPS = 60;
    private static final long MAX_BYTES = 10_000_000;
    private static final Duration FOR_ITS_OWN_TIME = Duration.ofDays(1);
    private static final Duration REMEMBER_PURGES_FOR = Duration.ofMinutes(8);

    /** Both what is past its time and old purges are dropped when they may be. */
    @Property(tries = 200)
    void keepsToTheModel(@ForAll("chains") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    /** Nothing is dropped, so that nothing but what an entry itself tells keeps it from being served too long. */
    @Property(tries = 200)
    void keepsToTheModelThoughMemoryDropsNothing(@ForAll("chainsWithoutDrops") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> chains() {
        return chains(1, () -> {
                    TestClock clock = new TestClock();
                    return new Alone(clock, () -> Duration.between(Instant.EPOCH, clock.instant())
                            .toNanos());
                })
                .withMaxTransformations(STEPS);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> chainsWithoutDrops() {
        return chains(1, () -> new Alone(new TestClock(), () -> 0)).withMaxTransformations(STEPS);
    }

    private record Alone(TestClock clock, List<MemoryWalletStore> stores) implements ModelDeployment {

        Alone(TestClock clock, Ticker ticker) {
            this(
                    clock,
                    List.of(new MemoryWalletStore(
                            new WalletMemory(MAX_BYTES, FOR_ITS_OWN_TIME, clock, ticker),
                            new PurgeMarks<>(REMEMBER_PURGES_FOR, ticker))));
        }

        @Override
        public boolean waits(int process, WalletKey key) {
            return false;
        }

        @Override
        public void forgetEverything() {}

        @Override
        public void loseMessages() {}
    }
}
