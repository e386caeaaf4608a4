package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.culture.Culture;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.Held.HeldUnknownUser;
import io.offerwallet.wallet.Held.HeldWallet;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link WalletStore} does. */
public abstract class WalletStoreContract {

    protected static final UserId ANN = new UserId("00000000-0000-0000-0000-00000000000a");
    protected static final UserId BOB = new UserId("00000000-0000-0000-0000-00000000000b");

    private static final Deadline SOON = Deadline.in(Duration.ofHours(1), System::nanoTime);

    /** The store under test, empty. */
    protected abstract WalletStore store();

    @Test
    void findsNothingAtFirst() {
        assertThat(get(store().find(key(ANN, "en-US")))).isEmpty();
    }

    @Test
    void findsWhatWasKept() {
        Held held = wallet("a");
        assertThat(keep(key(ANN, "en-US"), held)).isEqualTo(Kept.KEPT);
        assertThat(get(store().find(key(ANN, "en-US")))).contains(held);
    }

    @Test
    void findsItUnderItsOwnKeyOnly() {
        keep(key(ANN, "en-US"), wallet("a"));
        assertThat(get(store().find(key(ANN, "fr-FR")))).isEmpty();
        assertThat(get(store().find(key(BOB, "en-US")))).isEmpty();
        assertThat(get(store().find(new WalletKey(ANN, Culture.of("en-US"), new Variant.Page(0, 10, false, "")))))
                .isEmpty();
    }

    @Test
    void keepsTheLatest() {
        Held second = wallet("b");
        keep(key(ANN, "en-US"), wallet("a"));
        keep(key(ANN, "en-US"), second);
        assertThat(get(store().find(key(ANN, "en-US")))).contains(second);
    }

    @Test
    void forgetsEverythingAboutAPurgedUser() {
        keep(key(ANN, "en-US"), wallet("a"));
        keep(key(ANN, "fr-FR"), new HeldUnknownUser(inAMinute()));
        keep(key(BOB, "en-US"), wallet("b"));
        purge(ANN);
        assertThat(get(store().find(key(ANN, "en-US")))).isEmpty();
        assertThat(get(store().find(key(ANN, "fr-FR")))).isEmpty();
        assertThat(get(store().find(key(BOB, "en-US")))).isPresent();
    }

    @Test
    void keepsNothingThatWasFetchedBeforeAPurge() {
        Lease before = turn(key(ANN, "en-US"));
        purge(ANN);
        assertThat(get(store().keep(key(ANN, "en-US"), wallet("old"), before))).isEqualTo(Kept.PURGED);
        assertThat(get(store().find(key(ANN, "en-US")))).isEmpty();
        assertThat(store().current(ANN, before.generation())).isFalse();
    }

    @Test
    void keepsWhatWasFetchedAfterAPurge() {
        purge(ANN);
        keep(key(ANN, "en-US"), wallet("new"));
        assertThat(get(store().find(key(ANN, "en-US")))).isPresent();
    }

    @Test
    void everyPurgeIsALaterGeneration() {
        List<Long> generations = IntStream.range(0, 5)
                .mapToObj(time -> {
                    purge(ANN);
                    Lease lease = turn(key(ANN, "en-US"));
                    get(store().giveUp(key(ANN, "en-US"), lease, Failed.of(Failure.FAILING))
                            .replaceWith(true));
                    return lease.generation();
                })
                .toList();
        assertThat(generations).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void givesATurnForWhatIsNotHeldAndNoneForWhatIs() {
        WalletKey key = key(ANN, "en-US");
        Held held = wallet("a");
        assertThat(get(store().keep(key, held, turn(key)))).isEqualTo(Kept.KEPT);

        assertThat(get(store().turn(key, found -> true, SOON))).isInstanceOfSatisfying(Turn.Landed.class, landed -> {
            assertThat(landed.held()).usingRecursiveComparison().isEqualTo(held);
            assertThat(landed.awaited()).isFalse();
            assertThat(store().current(ANN, landed.generation())).isTrue();
        });
        assertThat(get(store().turn(key, found -> false, SOON))).isInstanceOf(Turn.Mine.class);
    }

    @Test
    void givesAnotherTurnAfterOneThatWasGivenUp() {
        WalletKey key = key(ANN, "en-US");
        get(store().giveUp(key, turn(key), Failed.of(Failure.FAILING)).replaceWith(true));
        assertThat(get(store().keep(key, wallet("a"), turn(key)))).isEqualTo(Kept.KEPT);
    }

    @Test
    void tellsTheNewGenerationToAnotherTurnAfterAPurge() {
        WalletKey key = key(ANN, "en-US");
        Lease before = turn(key);
        purge(ANN);
        assertThat(get(store().keep(key, wallet("old"), before))).isEqualTo(Kept.PURGED);
        Lease after = turn(key);
        assertThat(after.generation()).isGreaterThan(before.generation());
        assertThat(get(store().keep(key, wallet("new"), after))).isEqualTo(Kept.KEPT);
    }

    protected static WalletKey key(UserId user, String culture) {
        return new WalletKey(user, Culture.of(culture), Variant.WHOLE);
    }

    protected static HeldWallet wallet(String body) {
        return wallet(body.getBytes(StandardCharsets.UTF_8));
    }

    protected static HeldWallet wallet(byte[] body) {
        return new HeldWallet(body, Instant.now(), inAMinute(), inAMinute(), null);
    }

    protected Kept keep(WalletKey key, Held held) {
        return get(store().keep(key, held, turn(key)));
    }

    /** A turn to load, whatever is held. */
    protected Lease turn(WalletKey key) {
        return ((Turn.Mine) get(store().turn(key, held -> false, SOON))).lease();
    }

    protected void purge(UserId... users) {
        store().purge(List.of(users)).await().atMost(Duration.ofSeconds(10));
    }

    protected static <T> T get(Uni<T> uni) {
        return Optional.ofNullable(uni.await().atMost(Duration.ofSeconds(10))).orElseThrow();
    }

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(60);
    }
}
