package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.cache.Slot.Stamp;
import io.offerwallet.culture.Culture;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The memory beside a list that is looked through from its beginning. */
class WalletMemoryPropertyTest {

    private static final long MAX_BYTES = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int USERS = 12;

    @Property(tries = 500)
    void holdsWhatTheListHolds(@ForAll("steps") List<Consumer<Both>> steps) {
        Both both = new Both();
        for (Consumer<Both> step : steps) {
            step.accept(both);
            both.compare();
        }
    }

    @Provide
    Arbitrary<List<Consumer<Both>>> steps() {
        Arbitrary<Integer> users = Arbitraries.integers().between(1, USERS);
        Arbitrary<Integer> usual = Arbitraries.integers().between(0, 4_000);
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(20, usual), Tuple.of(1, Arbitraries.integers().between(9_000, 12_000)));
        Arbitrary<Integer> seconds = Arbitraries.integers().between(1, 30);
        Arbitrary<Consumer<Both>> puts =
                Combinators.combine(users, sizes, seconds).as((user, size, time) -> both -> both.put(user, size, time));
        Arbitrary<Consumer<Both>> answers =
                Combinators.combine(users, sizes).as((user, size) -> both -> both.prepare(user, size));
        Arbitrary<Consumer<Both>> times = seconds.map(time -> both -> both.seconds += time / 3);
        return Arbitraries.frequencyOf(Tuple.of(6, puts), Tuple.of(3, answers), Tuple.of(2, times))
                .list()
                .ofMaxSize(80);
    }

    private static final class Entry {

        final int user;
        final long until;
        Slot slot;

        Entry(int user, long until, Slot slot) {
            this.user = user;
            this.until = until;
            this.slot = slot;
        }
    }

    private static final class Both {

        long seconds;
        private final List<Entry> entries = new ArrayList<>();
        private long evicted;
        private final WalletMemory memory = new WalletMemory(
                MAX_BYTES, LONGEST, this::now, () -> Duration.ofSeconds(seconds).toNanos());

        void put(int user, int size, int time) {
            Instant until = now().plusSeconds(time);
            Slot slot = Slot.of(new HeldWallet(new byte[size], now(), until, until, null), new Stamp(user, 1, 0));
            dropOver();
            entries.removeIf(entry -> entry.user == user);
            if (slot.weight() > MAX_BYTES) {
                evicted++;
            } else {
                entries.add(new Entry(user, seconds + Math.min(time, LONGEST.toSeconds()), slot));
            }
            evict();
            memory.put(key(user), slot);
        }

        void prepare(int user, int size) {
            Optional<Entry> entry = of(user);
            HeldWallet wallet = entry.map(one -> (HeldWallet) one.slot.held())
                    .orElseGet(() -> new HeldWallet(new byte[1], now(), now(), now(), null));
            Prepared prepared = new Prepared(new byte[size], Instant.MAX);
            entry.filter(one -> one.slot.with("view", prepared).weight() <= MAX_BYTES)
                    .ifPresent(one -> one.slot = one.slot.with("view", prepared));
            evict();
            memory.prepare(key(user), wallet, "view", prepared);
        }

        void compare() {
            for (int user = 1; user <= USERS; user++) {
                @Nullable
                Slot expected = of(user).filter(entry -> entry.until > seconds)
                        .map(entry -> entry.slot)
                        .orElse(null);
                assertThat(memory.get(key(user))).isEqualTo(expected);
            }
            dropOver();
            assertThat(memory.entries()).isEqualTo(entries.size());
            assertThat(memory.bytes()).isEqualTo(bytes());
            assertThat(memory.evictions()).isEqualTo(evicted);
        }

        private Instant now() {
            return Instant.EPOCH.plusSeconds(seconds);
        }

        private Optional<Entry> of(int user) {
            return entries.stream().filter(entry -> entry.user == user).findFirst();
        }

        private long bytes() {
            return entries.stream().mapToLong(entry -> entry.slot.weight()).sum();
        }

        private void evict() {
            while (bytes() > MAX_BYTES) {
                entries.remove(0);
                evicted++;
            }
        }

        private void dropOver() {
            while (!entries.isEmpty() && entries.get(0).until <= seconds) {
                entries.remove(0);
            }
        }
    }

    private static WalletKey key(int user) {
        return new WalletKey(
                new UserId(String.format("00000000-0000-0000-0000-%012x", user)), Culture.of("en-US"), Variant.WHOLE);
    }
}
