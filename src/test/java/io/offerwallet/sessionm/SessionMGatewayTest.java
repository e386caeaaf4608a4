package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.sessionm.SessionMGateway.Shape;
import io.offerwallet.testing.Reachable;
import io.offerwallet.view.FieldNames;
import io.offerwallet.view.MappedWalletReader;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PlainTimers;
import io.offerwallet.wallet.SpareCapacity.Room;
import io.offerwallet.wallet.Trace;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionMGatewayTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration RETRY_MIN_TIME_LEFT = Duration.ofMillis(300);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Trace TRACE = () -> "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final int PAGE_SIZE = 10;
    private static final int MAX_PAGES = 3;

    private final ScriptedConnect sessionm = new ScriptedConnect();
    private final CountedClearance clearance = new CountedClearance();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong();
    private final List<Optional<Failure>> heard = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Deadline deadline = Deadline.in(Duration.ofMillis(1500), nanos::get);

    @Test
    void aWalletOfOnePageTakesOneCallAndComesAsItWasSent() {
        byte[] body = Answers.offers(0, 4, 4);
        sessionm.then(body);

        assertThat(fetched().body()).isEqualTo(body);
        assertThat(sessionm.calls()).isEqualTo(1);
        assertThat(sessionm.request(0).toString())
                .isEqualTo("{\"retailer_id\":\"retailer-1\",\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\","
                        + "\"skip\":0,\"take\":10,\"include_pending_extended_data\":false,\"culture\":\"fr-CA\"}");
        assertThat(heard).containsExactly(Optional.empty());
    }

    /** Thousands wait in line, and have become old objects when their answers come. */
    @Test
    void whatWaitedForAnAnswerDoesNotKeepIt() {
        sessionm.then(Multi.createFrom().item(() -> Answers.offers(0, 4, 4)));

        Reachable.notByItsSteps(
                gateway(1, LONG).fetch(Answers.WALLET, deadline, TRACE), outcome -> ((Fetched) outcome).body());
    }

    @Test
    void furtherPagesAreFetchedUntilTheTotalIsReached() throws IOException {
        sessionm.then(Answers.offers(0, 10, 12)).then(Answers.offers(10, 12, 12));

        assertThat(offerIds()).hasSize(12).isSorted().doesNotHaveDuplicates();
        assertThat(skips()).containsExactly(0, 10);
        assertThat(heard).containsExactly(Optional.empty());
    }

    /** SessionM may give fewer than it is asked for: what comes next begins where this page ended. */
    @Test
    void aShortPageIsContinuedWhereItEnded() throws IOException {
        sessionm.then(Answers.offers(0, 7, 9)).then(Answers.offers(7, 9, 9));

        assertThat(offerIds()).hasSize(9);
        assertThat(skips()).containsExactly(0, 7);
    }

    @Test
    void noMorePagesAreFetchedThanAllowed() throws IOException {
        sessionm.then(Answers.offers(0, 10, 1000))
                .then(Answers.offers(10, 20, 1000))
                .then(Answers.offers(20, 30, 1000));

        assertThat(offerIds()).hasSize(30);
        assertThat(sessionm.calls()).isEqualTo(MAX_PAGES);
    }

    @Test
    void anEmptyPageIsTheLast() throws IOException {
        sessionm.then(Answers.offers(0, 10, 1000)).then(Answers.offers(0, 0, 1000));

        assertThat(offerIds()).hasSize(10);
        assertThat(sessionm.calls()).isEqualTo(2);
    }

    @Test
    void anEmptyWalletTakesOneCallWhateverTotalItClaims() throws IOException {
        sessionm.then(Answers.offers(0, 0, 7));

        assertThat(offerIds()).isEmpty();
        assertThat(sessionm.calls()).isEqualTo(1);
    }

    @Test
    void aWalletWithoutATotalIsTakenAsWhole() throws IOException {
        sessionm.then(Answers.ok(",\"user_offers\":[{\"id\":0}]"));

        assertThat(offerIds()).hasSize(1);
        assertThat(sessionm.calls()).isEqualTo(1);
    }

    @Test
    void aSinglePageIsAskedForAndNothingElse() {
        sessionm.then(Answers.offers(0, 7, 1000));

        fetched(new Variant.Page(20, 7, true, "\"x\":1"));

        assertThat(sessionm.calls()).isEqualTo(1);
        assertThat(sessionm.request(0).toString())
                .isEqualTo(
                        "{\"retailer_id\":\"retailer-1\",\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\","
                                + "\"skip\":20,\"take\":7,\"include_pending_extended_data\":true,\"culture\":\"fr-CA\",\"x\":1}");
    }

    @Test
    void theAgeOfAWalletCountsFromBeforeItsFirstPageWasAsked() {
        sessionm.then(later(Answers.offers(0, 10, 12))).then(later(Answers.offers(10, 12, 12)));

        assertThat(fetched().askedAt()).isEqualTo(START);
        assertThat(now).hasValue(START.plusSeconds(14));
    }

    /** A second try asks anew, so the age begins anew. */
    @Test
    void theAgeOfARetriedWalletCountsFromTheSecondTry() {
        sessionm.then(later(Answers.error("no"))).then(later(Answers.offers(0, 1, 1)));

        assertThat(fetched().askedAt()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void anUnknownUserIsToldWithTheTimeOfAsking() {
        sessionm.then(later(Answers.error("User not found")));

        assertThat(outcome()).isEqualTo(new UserUnknown(START));
        assertThat(heard).containsExactly(Optional.empty());
    }

    /** Known a moment ago: an empty answer would be remembered as an unknown user. */
    @Test
    void aUserWhoIsUnknownOnTheSecondPageIsAFailure() {
        nanos.set(Duration.ofMillis(1400).toNanos());
        sessionm.then(Answers.offers(0, 10, 12)).then(Answers.error("User not found"));

        assertThat(outcome()).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(heard).containsExactly(Optional.of(Failure.FAILING));
    }

    @Test
    void aFailureOnAFurtherPageBeginsTheWholeWalletAgain() throws IOException {
        sessionm.then(Answers.offers(0, 10, 12))
                .thenStatus(500, "")
                .then(Answers.offers(0, 10, 12))
                .then(Answers.offers(10, 12, 12));

        assertThat(offerIds()).hasSize(12);
        assertThat(skips()).containsExactly(0, 10, 0, 10);
        assertThat(heard).containsExactly(Optional.of(Failure.FAILING), Optional.empty());
    }

    @Test
    void anotherUsersSecondPageIsNeverMixedIn() {
        sessionm.then(Answers.offers(0, 10, 12))
                .then(Answers.bytes("{\"status\":\"ok\",\"payload\":{\"user_id\":\"someone-else\"}}"));

        assertThat(outcome()).isEqualTo(Failed.of(Failure.WRONG_USER));
    }

    @Test
    void whatFailsOnceIsAskedAgain() {
        sessionm.thenStatus(503, "").then(Answers.offers(0, 1, 1));

        assertThat(fetched().askedAt()).isEqualTo(START);
        assertThat(sessionm.calls()).isEqualTo(2);
    }

    @Test
    void whatFailsTwiceHasFailed() {
        sessionm.then(Answers.bytes("<html>")).thenStatus(500, "");

        assertThat(outcome()).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(sessionm.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1200, 2", "1201, 1", "1499, 1"})
    void thereIsASecondTryOnlyWithTimeLeft(long millisSpent, int calls) {
        sessionm.then(Multi.createFrom().deferred(() -> {
                    nanos.set(Duration.ofMillis(millisSpent).toNanos());
                    return Multi.createFrom().failure(new IOException("Connection reset"));
                }))
                .thenStatus(500, "");

        assertThat(outcome()).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(sessionm.calls()).isEqualTo(calls);
    }

    /** It may have to wait in line a second time. */
    @Test
    void aSecondTryWhoseTurnComesTooLateIsNotMade() {
        List<MultiEmitter<? super byte[]>> ahead = new ArrayList<>();
        sessionm.then(Multi.createFrom().<byte[]>emitter(ahead::add))
                .then(Multi.createFrom().<byte[]>emitter(ahead::add));
        SessionMGateway gateway = gateway(1, LONG);
        UniAssertSubscriber<FetchOutcome> failing = asked(gateway);
        UniAssertSubscriber<FetchOutcome> next = asked(gateway);

        ahead.get(0).fail(new IOException("Connection reset"));
        await().until(() -> ahead.size() == 2);
        nanos.set(Duration.ofMillis(1201).toNanos());
        ahead.get(1).emit(Answers.offers(0, 1, 1)).complete();

        assertThat(next.awaitItem(LONG).getItem()).isInstanceOf(Fetched.class);
        assertThat(failing.awaitItem(LONG).getItem()).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(sessionm.calls()).isEqualTo(2);
        assertThat(heard)
                .as("what wasn't asked isn't told")
                .containsExactlyInAnyOrder(Optional.of(Failure.FAILING), Optional.empty());
    }

    @Test
    void whatSessionMRefusesOrIsLateAtIsNotAskedAgain() {
        sessionm.thenStatus(401, "")
                .thenThrottled("7")
                .then(Answers.bytes("{\"status\":\"ok\"}"))
                .then(new byte[20_000])
                .then(Multi.createFrom().nothing());

        assertThat(outcome()).isEqualTo(Failed.of(Failure.CREDENTIAL_REFUSED));
        assertThat(outcome()).isEqualTo(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(7))));
        assertThat(outcome()).isEqualTo(Failed.of(Failure.WRONG_USER));
        assertThat(outcome()).isEqualTo(Failed.of(Failure.TOO_LARGE));
        assertThat(outcome(gateway(1, Duration.ofMillis(20)), Variant.WHOLE)).isEqualTo(Failed.of(Failure.TIMED_OUT));
        assertThat(sessionm.calls()).isEqualTo(5);
    }

    @Test
    void nobodyIsAskedOnceTheDeadlineHasPassed() {
        nanos.set(Duration.ofMillis(1500).toNanos());

        assertThat(outcome()).isEqualTo(Failed.of(Failure.DEADLINE));
        assertThat(sessionm.calls()).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void whoeverReachesTheDeadlineInLineIsNotAskedAbout() {
        List<MultiEmitter<? super byte[]>> ahead = new ArrayList<>();
        sessionm.then(Multi.createFrom().<byte[]>emitter(ahead::add));
        SessionMGateway gateway = gateway(1, LONG);
        UniAssertSubscriber<FetchOutcome> first = asked(gateway);
        UniAssertSubscriber<FetchOutcome> inLine = asked(gateway);

        nanos.set(Duration.ofMillis(1500).toNanos());
        ahead.get(0).emit(Answers.offers(0, 1, 1)).complete();

        assertThat(first.awaitItem(LONG).getItem()).isInstanceOf(Fetched.class);
        assertThat(inLine.awaitItem(LONG).getItem()).isEqualTo(Failed.of(Failure.DEADLINE));
        assertThat(sessionm.calls()).isEqualTo(1);
    }

    @Test
    void aClientThatThrowsAtOnceFailsLikeOneWhoseAnswerFails() {
        sessionm.thenThrows(new IllegalStateException("The client is closed.")).then(Answers.offers(0, 1, 1));

        assertThat(fetched().askedAt()).isEqualTo(START);
        assertThat(heard).containsExactly(Optional.of(Failure.FAILING), Optional.empty());
    }

    @Test
    void everyPageTakesAPermit() {
        sessionm.then(Answers.offers(0, 10, 12)).then(Answers.offers(10, 12, 12));

        fetched();

        assertThat(clearance.given).hasValue(2);
        assertThat(clearance.ended).hasValue(2);
    }

    @Test
    void everyTryTakesAPermit() {
        sessionm.thenStatus(500, "").then(Answers.offers(0, 1, 1));

        fetched();

        assertThat(clearance.given).hasValue(2);
        assertThat(clearance.ended).hasValue(2);
    }

    @Test
    void listenersHearOfTheRequestsTraceAndOfTheTriesThatSessionMWasAskedIn() {
        sessionm.thenStatus(500, "").then(Answers.offers(0, 1, 1));
        fetched();
        sessionm.thenStatus(500, "").thenStatus(500, "");
        outcome();
        sessionm.thenStatus(403, "");
        outcome();
        nanos.set(Duration.ofSeconds(2).toNanos());
        outcome();

        assertThat(ended)
                .containsExactly("ok after 2", "FAILING after 2", "CREDENTIAL_REFUSED after 1", "DEADLINE after 0");
    }

    @Test
    void whoHasRoomAsksWithThePermitThatItWaitedFor() {
        sessionm.then(Answers.offers(0, 1, 1)).then(Answers.offers(0, 1, 1));
        SessionMGateway gateway = gateway(1, LONG);
        Room room = gateway.room().await().atMost(LONG);
        assertThat(clearance.given).hasValue(1);
        UniAssertSubscriber<FetchOutcome> live = asked(gateway);
        live.assertNotTerminated();

        FetchOutcome fetched =
                room.fetch(Answers.WALLET, deadline, TRACE).await().atMost(LONG);

        assertThat(fetched).isInstanceOf(Fetched.class);
        assertThat(clearance.ended).hasValue(1);
        live.assertNotTerminated();
        room.leave();
        live.awaitItem(LONG);
        assertThat(clearance.given).hasValue(2);
    }

    @Test
    void whoHasRoomAsksOnce() {
        sessionm.thenStatus(500, "");
        Room room = gateway(1, LONG).room().await().atMost(LONG);

        FetchOutcome failed =
                room.fetch(Answers.WALLET, deadline, TRACE).await().atMost(LONG);

        assertThat(failed).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(sessionm.calls()).isEqualTo(1);
    }

    @Test
    void nothingIsAskedBeforeSomebodyWantsTheAnswer() {
        gateway(1, LONG).fetch(Answers.WALLET, deadline, TRACE);

        assertThat(sessionm.calls()).isZero();
    }

    @Test
    void pagesAndOffersPerPageAreAtLeastOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Shape("r", 0, 1, LONG))
                .withMessageContaining("page-size");
        assertThatIllegalArgumentException().isThrownBy(() -> new Shape("r", 1, 0, LONG));
    }

    private SessionMGateway gateway(int concurrency, Duration timeout) {
        ConnectCall connect = new ConnectCall(
                sessionm,
                new MappedWalletReader(FieldNames.standard()),
                clearance,
                Authorization.of("c2VjcmV0"),
                timeout,
                10_000,
                Pattern.compile("User not found"),
                now::get,
                new PlainTimers());
        SessionMGuard guard = new SessionMGuard(
                new Places(concurrency, 10, 0.5, System::nanoTime),
                new Shedding(new CallTimes(concurrency, nanos::get), clearance, new Listeners<>(List.of())),
                TestBreaker.NEVER.standstill(clearance, nanos::get, new UpstreamListener() {}),
                clearance);
        Shape shape = new Shape("retailer-1", PAGE_SIZE, MAX_PAGES, RETRY_MIN_TIME_LEFT);
        UpstreamListener listener = new UpstreamListener() {
            @Override
            public void fetched(Optional<Failure> failure, Duration took) {
                heard.add(failure);
            }

            @Override
            public void fetchEnded(Trace trace, Optional<Failure> failure, int tries, Duration took) {
                assertThat(trace).isSameAs(TRACE);
                ended.add(failure.map(Failure::name).orElse("ok") + " after " + tries);
            }
        };
        return new SessionMGateway(connect, guard, shape, now::get, new Listeners<>(List.of(listener)));
    }

    private Fetched fetched() {
        return fetched(Variant.WHOLE);
    }

    private Fetched fetched(Variant variant) {
        return (Fetched) outcome(gateway(1, LONG), variant);
    }

    private FetchOutcome outcome() {
        return outcome(gateway(1, LONG), Variant.WHOLE);
    }

    private FetchOutcome outcome(SessionMGateway gateway, Variant variant) {
        WalletKey key = Answers.key(variant);
        return gateway.fetch(key, deadline, TRACE).await().atMost(LONG);
    }

    private UniAssertSubscriber<FetchOutcome> asked(SessionMGateway gateway) {
        return gateway.fetch(Answers.WALLET, deadline, TRACE).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private List<Integer> offerIds() throws IOException {
        JsonNode wallet = new ObjectMapper().readTree(fetched().body());
        return wallet.path("payload").path("user_offers").findValues("id").stream()
                .map(JsonNode::asInt)
                .toList();
    }

    private List<Integer> skips() {
        List<Integer> skips = new ArrayList<>();
        for (int call = 0; call < sessionm.calls(); call++) {
            skips.add(sessionm.request(call).path("skip").asInt());
        }
        return skips;
    }

    /** An answer that takes seven seconds by the wall clock. */
    private Multi<byte[]> later(byte[] answer) {
        return Multi.createFrom().item(answer).onSubscription().invoke(() -> now.updateAndGet(at -> at.plusSeconds(7)));
    }
}
