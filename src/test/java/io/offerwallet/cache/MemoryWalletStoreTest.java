package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletStore;
import io.offerwallet.wallet.WalletStoreContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryWalletStoreTest extends WalletStoreContract {

    private static final long MAX_BYTES = 1_000_000;
    private static final Duration REMEMBER_PURGES_FOR = Duration.ofMinutes(5);

    private final AtomicLong nanos = new AtomicLong();
    private final WalletMemory memory =
            new WalletMemory(MAX_BYTES, Duration.ofDays(1), InstantSource.system(), nanos::get);
    private final MemoryWalletStore store =
            new MemoryWalletStore(memory, new PurgeMarks<>(REMEMBER_PURGES_FOR, nanos::get));

    @Override
    protected WalletStore store() {
        return store;
    }

    @Test
    void staysWithinItsBytesWhateverTheSizes() {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            keep(key(user(i), "en-US"), wallet(new byte[random.nextInt(1_000_000)]));
            assertThat(memory.bytes()).isLessThanOrEqualTo(MAX_BYTES);
        }
        assertThat(memory.entries()).isPositive();
        assertThat(memory.evictions()).isPositive();
    }

    /**
     * Each recipient is asked for three times before a tenth of what memory holds has been loaded after him, and never again, as a
     * send does.
     */
    @Test
    void aSendLoadsEachWalletOnceThoughMemoryIsFull() {
        int recipients = 1_000;
        int betweenCalls = 5;
        int loads = 0;
        for (int next = 0; next < recipients + 2 * betweenCalls; next++) {
            for (int call = 0; call < 3; call++) {
                int recipient = next - call * betweenCalls;
                if (recipient >= 0 && recipient < recipients) {
                    loads += loadedUnlessHeld(key(user(recipient), "en-US"));
                }
            }
        }
        assertThat(memory.evictions()).isGreaterThan(recipients / 2);
        assertThat(loads).isEqualTo(recipients);
    }

    private int loadedUnlessHeld(WalletKey key) {
        if (get(store.find(key)).isPresent()) {
            return 0;
        }
        keep(key, wallet(new byte[10_000]));
        return 1;
    }

    @Test
    void aWalletLoadedAgainIsTheNewest() {
        keep(key(ANN, "en-US"), wallet(new byte[400_000]));
        keep(key(BOB, "en-US"), wallet(new byte[400_000]));
        keep(key(ANN, "en-US"), wallet(new byte[400_000]));
        keep(key(user(1), "en-US"), wallet(new byte[400_000]));
        assertThat(get(store.find(key(ANN, "en-US")))).isPresent();
        assertThat(get(store.find(key(BOB, "en-US")))).isEmpty();
    }

    @Test
    void aWalletThatIsTooLargeDrivesNothingOut() {
        keep(key(ANN, "en-US"), wallet("a"));
        keep(key(BOB, "en-US"), wallet(new byte[(int) MAX_BYTES]));
        assertThat(get(store.find(key(ANN, "en-US")))).isPresent();
        assertThat(get(store.find(key(BOB, "en-US")))).isEmpty();
        assertThat(memory.evictions()).isEqualTo(1);
    }

    @Test
    void whoLooksFindsTheOldOrTheNewWhileAWalletIsReplaced() throws Exception {
        WalletKey key = key(ANN, "en-US");
        keep(key, wallet("a"));
        AtomicBoolean ends = new AtomicBoolean();
        CompletableFuture<Boolean> alwaysThere = CompletableFuture.supplyAsync(() -> {
            boolean there = true;
            while (!ends.get()) {
                there &= memory.get(key) != null;
            }
            return there;
        });
        for (int i = 0; i < 100_000; i++) {
            keep(key, wallet("a"));
        }
        ends.set(true);
        assertThat(alwaysThere.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void countsReadyAnswersAgainstTheBound() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet wallet = wallet(new byte[1_000]);
        keep(key, wallet);
        long before = memory.bytes();
        store.keep(key, wallet, "view", ready(5_000));
        assertThat(memory.bytes() - before).isBetween(5_000L, 5_500L);
    }

    @Test
    void countsAnAnswerThatIsTheWalletItselfOnce() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet wallet = wallet(new byte[50_000]);
        keep(key, wallet);
        long before = memory.bytes();
        store.keep(key, wallet, "drop-in", new Prepared(wallet.body(), Instant.MAX));
        assertThat(memory.bytes() - before).isLessThan(1_000);
    }

    @Test
    void findsAReadyAnswerOfTheSameWalletAndView() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet wallet = wallet("a");
        Prepared ready = ready(10);
        keep(key, wallet);
        store.keep(key, wallet, "view", ready);
        assertThat(store.find(key, wallet, "view")).contains(ready);
        assertThat(store.find(key, wallet, "another view")).isEmpty();
        assertThat(store.find(key(BOB, "en-US"), wallet, "view")).isEmpty();
    }

    @Test
    void aReadyAnswerGoesWithItsWallet() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet old = wallet("same bytes");
        HeldWallet fresh = wallet("same bytes");
        keep(key, old);
        store.keep(key, old, "view", ready(10));
        keep(key, fresh);
        assertThat(store.find(key, fresh, "view")).isEmpty();
        assertThat(store.find(key, old, "view")).isEmpty();
        store.keep(key, old, "view", ready(10));
        assertThat(store.find(key, old, "view")).isEmpty();
    }

    @Test
    void aReadyAnswerGoesWithAPurge() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet wallet = wallet("a");
        keep(key, wallet);
        store.keep(key, wallet, "view", ready(10));
        purge(ANN);
        assertThat(store.find(key, wallet, "view")).isEmpty();
    }

    @Test
    void keepsTheNewestFewViewsOfAWallet() {
        WalletKey key = key(ANN, "en-US");
        HeldWallet wallet = wallet("a");
        keep(key, wallet);
        for (int view = 0; view < 100; view++) {
            store.keep(key, wallet, view, ready(1_000));
        }
        assertThat(store.find(key, wallet, 99)).isPresent();
        assertThat(store.find(key, wallet, 0)).isEmpty();
        assertThat(memory.bytes()).isLessThan(10_000);
    }

    @Test
    void dropsWhatIsPastItsHardLimit() {
        keep(key(ANN, "en-US"), wallet("a"));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(get(store.find(key(ANN, "en-US")))).isEmpty();
    }

    @Test
    void whatIsPastItsHardLimitTakesNoMemory() {
        keep(key(ANN, "en-US"), wallet(new byte[1_000]));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(memory.bytes()).isZero();
        assertThat(memory.entries()).isZero();
        assertThat(memory.evictions()).isZero();
    }

    @Test
    void aForgottenPurgeLetsNothingOldBackIn() {
        keep(key(ANN, "en-US"), wallet("old"));
        purge(ANN);
        nanos.addAndGet(REMEMBER_PURGES_FOR.toNanos() + 1);
        assertThat(get(store.find(key(ANN, "en-US")))).isEmpty();
    }

    @Test
    void refusesANegativeBound() {
        assertThatThrownBy(() -> new WalletMemory(-1, Duration.ofDays(1), InstantSource.system(), nanos::get))
                .hasMessageContaining("max-bytes");
    }

    private static Prepared ready(int size) {
        return new Prepared(new byte[size], Instant.MAX);
    }

    private static UserId user(int number) {
        return new UserId(String.format("00000000-0000-0000-0000-%012x", number));
    }
}
