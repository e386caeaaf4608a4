package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WalletsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 17);
    private static final OfferCatalogue CATALOGUE = OfferCatalogue.load();
    private static final UUID SOMEBODY = UUID.fromString("3f0c6f5e-8f0e-4b63-9d43-1f6f6b1b7a10");

    private final Wallets wallets = new Wallets(CATALOGUE);

    @Test
    void aSecondSimulatorGivesTheSameBytes() {
        var other = new Wallets(OfferCatalogue.load());

        for (var user : people(50)) {
            var query = new WalletQuery(user, 0, 1_000, false, "de-DE");
            assertThat(other.answer(query, asked(UserChange.NOTHING)))
                    .isEqualTo(wallets.answer(query, asked(UserChange.NOTHING)));
        }
    }

    @Test
    void nothingOfLastingUsersEndsTodayAndOfOthersSomethingDoes() {
        List<UUID> lasting = IntStream.range(0, 200)
                .mapToObj(i -> UUID.fromString("00000000-0000-4000-8000-2000%08x".formatted(i)))
                .toList();

        assertThat(lasting).allMatch(user -> endingToday(user).isEmpty());
        assertThat(lasting).anyMatch(user -> wallet(user).texts("expiration_date").stream()
                .anyMatch(date -> date.compareTo(TODAY.plusDays(2).toString()) > 0));
        assertThat(people(200)).anyMatch(user -> !endingToday(user).isEmpty());
    }

    /** Whatever the zone that it is written in, as far as hours of the middle of the day go. */
    private List<String> endingToday(UUID user) {
        Wallet wallet = wallet(user);
        return Stream.of("expiration_date", "redemption_end_date")
                .flatMap(name -> wallet.texts(name).stream())
                .filter(date -> date.startsWith(TODAY + "T1"))
                .toList();
    }

    @Test
    void ordinaryUsersHoldFromNoneToFortyOffersAndDiffer() {
        var counts = new TreeSet<Integer>();
        var ids = new HashSet<String>();
        int offers = 0;
        for (var user : people(1_000)) {
            var wallet = wallet(user);
            assertThat(wallet.offers()).hasSize(wallet.totalRecords());
            counts.add(wallet.totalRecords());
            ids.addAll(wallet.texts("id"));
            offers += wallet.totalRecords();
        }

        assertThat(counts).hasSize(41).startsWith(0).endsWith(40);
        assertThat(ids).as("user offer ids are never shared").hasSize(offers);
    }

    @Test
    void theGuidCanSayHowManyOffersThereAre() {
        assertThat(wallet(counted(0)).totalRecords()).isZero();
        assertThat(wallet(counted(2_500)).totalRecords()).isEqualTo(2_500);
        assertThat(wallet(counted(2_500)).offers()).hasSize(1_000);
    }

    @Property(tries = 30)
    void pagesTogetherAreTheWholeWalletOnceEach(
            @ForAll @IntRange(max = 120) int offers, @ForAll @IntRange(min = 1, max = 50) int take) {
        var whole = wallet(counted(offers)).texts("id");

        var paged = new ArrayList<String>();
        for (int skip = 0; skip < offers + take; skip += take) {
            var page = wallet(new WalletQuery(counted(offers), skip, take, false, "en-US"), UserChange.NOTHING);
            assertThat(page.totalRecords()).isEqualTo(offers);
            paged.addAll(page.texts("id"));
        }

        assertThat(paged).isEqualTo(whole).doesNotHaveDuplicates();
    }

    @Test
    void skippingFarBeyondTheEndFindsNothing() {
        var query = new WalletQuery(counted(3), Integer.MAX_VALUE, 1_000, false, "en-US");

        assertThat(wallet(query, UserChange.NOTHING).offers()).isEmpty();
    }

    @Test
    void everyCultureReadsDifferentlyAndHoldsTheSameOffers() {
        var names = new HashSet<List<String>>();
        var terms = new HashSet<List<String>>();
        var ids = new HashSet<List<String>>();
        var groups = new HashSet<JsonNode>();
        for (var culture : CATALOGUE.cultures()) {
            var wallet = wallet(new WalletQuery(counted(40), 0, 1_000, false, culture), UserChange.NOTHING);
            names.add(wallet.texts("name"));
            terms.add(wallet.texts("terms_and_conditions"));
            ids.add(wallet.texts("id"));
            groups.add(wallet.payload().required("offer_groups"));
        }

        assertThat(names).hasSize(7);
        assertThat(terms).hasSize(7);
        assertThat(groups).hasSize(7);
        assertThat(ids).hasSize(1);
    }

    @Test
    void anUnknownCultureReadsAsEnglish() {
        var english = wallet(new WalletQuery(counted(40), 0, 1_000, false, "en-US"), UserChange.NOTHING);

        assertThat(wallet(new WalletQuery(counted(40), 0, 1_000, false, "tlh-KX"), UserChange.NOTHING))
                .isEqualTo(english);
    }

    @Test
    void aRevisionShowsInPointsUserAndOffers() {
        for (var user : people(30)) {
            var before = wallet(user);
            var after = wallet(whole(user), change("{\"revision\":7}"));

            assertThat(before.revision()).isZero();
            assertThat(after.revision()).isEqualTo(7);
            assertThat(points(after)).isEqualByComparingTo(points(before).add(BigDecimal.valueOf(7)));
            assertThat(points(after).intValue() % 1_000).isEqualTo(7);
            assertThat(Collections.disjoint(after.texts("id"), before.texts("id")))
                    .isTrue();
        }
    }

    @Test
    void revokedOffersAreGoneAndNoLongerCounted() {
        var before = wallet(counted(10));
        var first = before.texts("id").get(0);
        var change = change("{\"revoked_offer_ids\":[\"" + first + "\"]}");

        var after = wallet(whole(counted(10)), change);

        assertThat(after.totalRecords()).isEqualTo(9);
        assertThat(after.texts("id")).isEqualTo(before.texts("id").subList(1, 10));
        assertThat(after.envelope().toString()).doesNotContain(first);
    }

    @Test
    void aChangeCanSayHowManyOffersThereAre() {
        var change = change("{\"offers\":3}");

        assertThat(wallet(whole(SOMEBODY), change).offers()).hasSize(3);
    }

    @Test
    void aChangeCanSayHowManyPointsThereAre() {
        var wallet = wallet(whole(SOMEBODY), change("{\"available_points\":100,\"revision\":7}"));

        assertThat(points(wallet)).isEqualTo(new BigDecimal("100"));
    }

    @Test
    void aChangeCanSayWhatTheOffersSayAndNothingElseChanges() {
        var before = wallet(counted(3)).offers();
        var change = change("""
                {"offer_fields":{"name":"<b>50 %</b> \\"off\\"","description":null,"colour":["red",1]}}
                """);

        var after = wallet(whole(counted(3)), change).offers();

        assertThat(after).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var expected = ((ObjectNode) before.get(i)).deepCopy();
            expected.put("name", "<b>50 %</b> \"off\"");
            expected.remove("description");
            expected.putArray("colour").add("red").add(1);
            assertThat(after.get(i)).isEqualTo(expected);
        }
        assertThat(wallets.answer(whole(counted(1)), asked(change)))
                .asString(StandardCharsets.UTF_8)
                .contains("\"weight\":1.50,");
    }

    @Test
    void pendingExtendedDataIsOnlyThereWhenAskedFor() {
        var without = wallet(counted(1)).offers().get(0);
        var with = wallet(new WalletQuery(counted(1), 0, 1, true, "en-US"), UserChange.NOTHING)
                .offers()
                .get(0);

        assertThat(without.has("pending_extended_data")).isFalse();
        assertThat(with.has("pending_extended_data")).isTrue();
    }

    @Test
    void someUsersHaveWholePointsAndSomeHaveCents() {
        var scales = new TreeSet<Integer>();
        people(100).forEach(user -> scales.add(points(wallet(user)).scale() > 0 ? 2 : 0));

        assertThat(scales).containsExactly(0, 2);
    }

    @Test
    void offersCarryMembersNobodyWasToldAbout() {
        var bytes = wallets.answer(whole(counted(1)), asked(UserChange.NOTHING));
        var offer = Wallet.read(bytes).offers().get(0);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"weight\":1.50,");
        assertThat(offer.required("ledger_number").bigIntegerValue()).isGreaterThan(BigInteger.valueOf(Long.MAX_VALUE));
        assertThat(offer.required("partner").isNull()).isTrue();
        assertThat(offer.required("eligibility").required("stores").isArray()).isTrue();
    }

    private static WalletQuery whole(UUID user) {
        return new WalletQuery(user, 0, 1_000, false, "en-US");
    }

    private Wallet wallet(UUID user) {
        return wallet(whole(user), UserChange.NOTHING);
    }

    private Wallet wallet(WalletQuery query, UserChange change) {
        return Wallet.read(wallets.answer(query, asked(change)));
    }

    private static Asked asked(UserChange change) {
        return new Asked(new Verdict.Refused(500, "unused", "unused"), change, TODAY);
    }

    private static UserChange change(String json) {
        try {
            return UserChange.read((ObjectNode) new ObjectMapper().readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal points(Wallet wallet) {
        return wallet.payload().required("available_points").decimalValue();
    }

    private static UUID counted(int offers) {
        return UUID.fromString("00000000-0000-4000-8000-1000%08d".formatted(offers));
    }

    private static List<UUID> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Seed(index).guid())
                .toList();
    }
}
