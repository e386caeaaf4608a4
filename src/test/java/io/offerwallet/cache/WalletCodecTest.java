package io.offerwallet.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.cache.WalletCodec.Stored;
import io.offerwallet.wallet.Held.HeldUnknownUser;
import io.offerwallet.wallet.Held.HeldWallet;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WalletCodecTest {

    private static final String KEY = "offer-wallet:{user}:w:1";
    private static final long MOST = 1 << 20;

    @Property(tries = 500)
    void readsWhatItWrote(@ForAll("stored") Stored stored) {
        assertThat(WalletCodec.read(KEY, WalletCodec.write(KEY, stored), MOST))
                .hasValueSatisfying(read -> assertSame(read, stored));
    }

    @Property(tries = 500)
    void readsNothingFromWhatWasDamaged(
            @ForAll("stored") Stored stored, @ForAll int place, @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] bytes = WalletCodec.write(KEY, stored);
        bytes[Math.floorMod(place, bytes.length)] ^= (byte) change;
        assertThat(WalletCodec.read(KEY, bytes, MOST)).isEmpty();
    }

    @Property(tries = 500)
    void readsNothingFromWhatWasCutOff(@ForAll("stored") Stored stored, @ForAll int length) {
        byte[] bytes = WalletCodec.write(KEY, stored);
        assertThat(WalletCodec.read(KEY, Arrays.copyOf(bytes, Math.floorMod(length, bytes.length)), MOST))
                .isEmpty();
    }

    @Property(tries = 500)
    void readsNothingFromAnything(@ForAll byte[] bytes) {
        assertThat(WalletCodec.read(KEY, bytes, MOST)).isEmpty();
    }

    @Example
    void readsNothingUnderAnotherKey() {
        byte[] bytes = WalletCodec.write(KEY, new Stored(new HeldUnknownUser(Instant.EPOCH), 1));
        assertThat(WalletCodec.read(KEY + "2", bytes, MOST)).isEmpty();
    }

    @Example
    void readsNothingThatIsTooLarge() {
        byte[] bytes = WalletCodec.write(KEY, new Stored(wallet(new byte[1000]), 1));
        assertThat(WalletCodec.read(KEY, bytes, 1000)).isPresent();
        assertThat(WalletCodec.read(KEY, bytes, 999)).isEmpty();
    }

    @Example
    void takesLessThanTheWallet() {
        byte[] offers = "{\"offer_id\":\"0123\",\"name\":\"Tea\"},".repeat(50).getBytes(UTF_8);
        assertThat(WalletCodec.write(KEY, new Stored(wallet(offers), 1))).hasSizeLessThan(offers.length / 4);
    }

    @Provide
    Arbitrary<Stored> stored() {
        Arbitrary<Instant> instants = Arbitraries.longs()
                .between(0, 4_000_000_000L)
                .map(seconds -> Instant.ofEpochSecond(seconds, seconds % 1_000_000_000));
        Arbitrary<byte[]> bodies = Arbitraries.bytes().array(byte[].class).ofMaxSize(3000);
        Arbitrary<Stored> wallets = Combinators.combine(
                        bodies, instants, instants, instants, instants.injectNull(0.3), Arbitraries.longs())
                .as((body, fetched, fresh, usable, expiry, generation) ->
                        new Stored(new HeldWallet(body, fetched, fresh, usable, expiry), generation));
        Arbitrary<Stored> unknown = Combinators.combine(instants, Arbitraries.longs())
                .as((until, generation) -> new Stored(new HeldUnknownUser(until), generation));
        return Arbitraries.oneOf(wallets, unknown);
    }

    private static HeldWallet wallet(byte[] body) {
        return new HeldWallet(body, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null);
    }

    private static void assertSame(Stored read, Stored written) {
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }
}
