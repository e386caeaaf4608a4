package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.view.FieldNames;
import io.offerwallet.view.MappedWalletReader;
import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.PlainTimers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectCallTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MAX_BYTES = 1000;
    private static final Pattern UNKNOWN_USER = asDelivered();

    private static final Instant NOW = Instant.parse("2026-10-21T07:27:18Z");
    private final ScriptedConnect sessionm = new ScriptedConnect();
    private final Patience patience = new Patience(Deadline.in(LONG, System::nanoTime));
    private Clearance clearance = Clearance.FREE;

    @Test
    void sendsTheCredentialAndTheRequest() {
        sessionm.then(Answers.offers(0, 1, 1));

        page();

        assertThat(sessionm.authorizations()).containsExactly("Basic c2VjcmV0");
        assertThat(sessionm.request(0).path("asked").asInt()).isEqualTo(7);
    }

    @Test
    void putsThePiecesOfAnAnswerTogether() {
        byte[] whole = Answers.offers(0, 9, 9);
        sessionm.then(Multi.createFrom().range(0, whole.length).map(at -> new byte[] {whole[at]}));

        assertThat(page()).map(Page::body).contains(whole);
    }

    @Test
    void takesAnAnswerOfExactlyTheBoundAndNoneAboveIt() {
        byte[] atTheBound = padded(MAX_BYTES);
        sessionm.then(atTheBound).then(padded(MAX_BYTES + 1));

        assertThat(page()).map(Page::body).contains(atTheBound);
        assertThat(failure()).isEqualTo(Failure.TOO_LARGE);
    }

    @Test
    void readsNothingMoreOnceTheAnswerIsTooLarge() {
        AtomicInteger read = new AtomicInteger();
        AtomicBoolean cancelled = new AtomicBoolean();
        sessionm.then(Multi.createFrom()
                .range(0, 100)
                .map(piece -> new byte[MAX_BYTES / 4])
                .invoke(read::incrementAndGet)
                .onCancellation()
                .invoke(() -> cancelled.set(true)));

        assertThat(failure()).isEqualTo(Failure.TOO_LARGE);
        assertThat(cancelled).isTrue();
        assertThat(read).hasValue(5);
    }

    @Test
    void givesUpOnAnAnswerThatTakesTooLongAndReadsNoMoreOfIt() {
        AtomicBoolean cancelled = new AtomicBoolean();
        sessionm.then(Multi.createFrom().<byte[]>nothing().onCancellation().invoke(() -> cancelled.set(true)));

        assertThat(failureOf(call(Duration.ofMillis(20)))).isEqualTo(Failed.of(Failure.TIMED_OUT));
        assertThat(cancelled).isTrue();
    }

    /** SessionM has its whole time when at last the call is sent. */
    @Test
    void theTimeInLineIsNoTimeOfSessionMs() {
        clearance = new CountedClearance(
                () -> Uni.createFrom().nullItem().onItem().delayIt().by(Duration.ofMillis(600)));
        sessionm.then(Answers.offers(0, 1, 1));

        assertThat(call(Duration.ofMillis(500))
                        .page(Answers.USER, Answers.bytes("{}"), patience, Pass.FREE)
                        .await()
                        .atMost(LONG))
                .isPresent();
        assertThat(patience.inLine()).isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void thePermitEndsWithTheCallHoweverThatEnds() {
        CountedClearance counted = new CountedClearance();
        clearance = counted;
        sessionm.then(Answers.offers(0, 1, 1))
                .thenStatus(500, "")
                .thenFails(new IllegalStateException())
                .then(Multi.createFrom().nothing());

        page();
        assertThat(counted.ended).hasValue(1);
        failure();
        failure();
        assertThat(counted.ended).hasValue(3);
        failureOf(call(Duration.ofMillis(20)));
        assertThat(counted.ended).hasValue(4);
        assertThat(counted.given).hasValue(4);
    }

    @Test
    void withoutAPermitNothingIsSentAndTheConnectionIsLeftToOthers() {
        clearance = new CountedClearance(() -> Uni.createFrom().failure(new SessionMFailure(Failure.CIRCUIT_OPEN)));

        assertThat(failure()).isEqualTo(Failure.CIRCUIT_OPEN);
        assertThat(sessionm.calls()).isZero();
        assertThat(sessionm.givenUp()).isEqualTo(1);
    }

    @Test
    void whoStopsWaitingForAPermitLeavesTheConnectionToOthers() {
        clearance = new CountedClearance(() -> Uni.createFrom().nothing());

        call(LONG)
                .page(Answers.USER, Answers.bytes("{}"), patience, Pass.FREE)
                .subscribe()
                .with(page -> {})
                .cancel();

        assertThat(sessionm.calls()).isZero();
        assertThat(sessionm.givenUp()).isEqualTo(1);
    }

    /** Pieces that keep coming don't prolong a call. */
    @Test
    void givesUpOnAnAnswerThatDribbles() {
        sessionm.then(Multi.createFrom().ticks().every(Duration.ofMillis(5)).map(tick -> new byte[] {' '}));

        assertThat(failureOf(call(Duration.ofMillis(50)))).isEqualTo(Failed.of(Failure.TIMED_OUT));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED",
        "422, REJECTED",
        "401, CREDENTIAL_REFUSED",
        "403, CREDENTIAL_REFUSED",
        "404, FAILING",
        "408, FAILING",
        "429, THROTTLED",
        "500, FAILING",
        "502, FAILING",
        "503, FAILING",
        "301, FAILING",
    })
    void aStatusIsUnderstood(int status, Failure understood) {
        sessionm.thenStatus(status, "<html>" + status + "</html>");

        assertThat(failure()).isEqualTo(understood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":\"error\",\"message\":\"User not found\"}"})
    void notFoundWithAJsonBodyIsAnUnknownUser(String body) {
        sessionm.thenStatus(404, body);

        assertThat(page()).isEmpty();
    }

    /** A gateway's page means a wrong URL: calling every user unknown would empty every message. */
    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Not Found</html>", "Not Found", "[]", "\"not found\""})
    void notFoundWithAnythingElseIsAFailure(String body) {
        sessionm.thenStatus(404, body);

        assertThat(failure()).isEqualTo(Failure.FAILING);
    }

    @Test
    void notFoundWithoutABodyIsAFailure() {
        sessionm.thenFails(new ErrorStatus(404, Optional.empty(), new byte[0]));

        assertThat(failure()).isEqualTo(Failure.FAILING);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "120, 120",
        "99999, 99999",
        "100000, 99999",
        "99999999999999999999, 99999",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 42",
        "'Wed, 21 Oct 2026 07:27:00 GMT', 0",
        "'Sun, 21 Oct 2057 07:28:00 GMT', 99999",
    })
    void throttledTellsHowLongSessionMWantsToBeLeftAlone(String header, long seconds) {
        sessionm.thenThrottled(header);

        assertThat(failureOf(call(LONG)))
                .isEqualTo(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(seconds))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "2026-10-21T07:28:00Z", "٣"})
    void throttledWithAnUnreadableTimeTellsNone(String header) {
        sessionm.thenThrottled(header);

        assertThat(failureOf(call(LONG))).isEqualTo(Failed.of(Failure.THROTTLED));
    }

    @Test
    void unavailableWithATimeToComeBackIsThrottled() {
        sessionm.thenFails(new ErrorStatus(503, Optional.of("7"), new byte[0]))
                .thenFails(new ErrorStatus(503, Optional.of("soon"), new byte[0]))
                .thenFails(new ErrorStatus(502, Optional.of("7"), new byte[0]));

        assertThat(failureOf(call(LONG))).isEqualTo(new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(7))));
        assertThat(failureOf(call(LONG))).isEqualTo(Failed.of(Failure.FAILING));
        assertThat(failureOf(call(LONG))).isEqualTo(Failed.of(Failure.FAILING));
    }

    /** While it waited, SessionM may have asked to be left alone. */
    @Test
    void whoseLeaveIsWithdrawnIsNotSentAndGivesBackPermitAndConnection() {
        List<String> permit = new ArrayList<>();
        clearance = giving(new NotedPermit(true, permit));
        Failed paused = new Failed(Failure.THROTTLED, Optional.of(Duration.ofSeconds(3)));
        Pass withdrawn = () -> Optional.of(SessionMFailure.unasked(paused));

        assertThatThrownBy(() -> call(LONG)
                        .page(Answers.USER, Answers.bytes("{}"), patience, withdrawn)
                        .await()
                        .atMost(LONG))
                .isInstanceOfSatisfying(SessionMFailure.class, failure -> assertThat(failure.failed())
                        .isEqualTo(paused));
        assertThat(sessionm.calls()).isZero();
        assertThat(sessionm.givenUp()).isEqualTo(1);
        assertThat(permit).containsExactly("unused");
    }

    /** The event loop that sends may have been busy. */
    @Test
    void aPermitThatIsTooOldWhenTheCallIsToBeSentIsGivenBackAndAnotherIsWaitedFor() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        clearance = giving(new NotedPermit(false, first), new NotedPermit(true, second));
        sessionm.then(Answers.offers(0, 1, 1));

        page();

        assertThat(first).startsWith("unused");
        assertThat(second).containsExactly("ended");
        assertThat(sessionm.calls()).isEqualTo(1);
        assertThat(sessionm.givenUp()).isZero();
    }

    @Test
    void throttledWithoutATimeTellsNone() {
        sessionm.thenStatus(429, "");

        assertThat(failureOf(call(LONG))).isEqualTo(Failed.of(Failure.THROTTLED));
    }

    @Test
    void aBrokenConnectionIsAFailure() {
        sessionm.thenFails(new IOException("Connection reset"))
                .then(Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(Answers.bytes("{\"status\":")),
                                Multi.createFrom().failure(new IOException("Connection reset"))));

        assertThat(failure()).isEqualTo(Failure.FAILING);
        assertThat(failure()).isEqualTo(Failure.FAILING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "[]", "{\"status\":\"ok\"", "{\"status\":\"ok\"}{}"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        sessionm.then(Answers.bytes(body));

        assertThat(failure()).isEqualTo(Failure.MALFORMED);
    }

    @Test
    void anAnswerWithoutAnyPieceIsMalformed() {
        sessionm.then(Multi.createFrom().empty());

        assertThat(failure()).isEqualTo(Failure.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"ok\"}",
                "{\"status\":\"ok\",\"payload\":{\"user_id\":null}}",
                "{\"status\":\"ok\",\"payload\":{\"user_id\":\"\"}}",
                "{\"status\":\"ok\",\"payload\":{\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3302\"}}",
                "{\"status\":\"ok\",\"payload\":{\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301 \"}}",
                "{\"status\":\"ok\",\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\",\"payload\":{}}",
            })
    void aWalletThatIsNotSaidToBeTheUsersIsNotGivenToHim(String body) {
        sessionm.then(Answers.bytes(body));

        assertThat(failure()).isEqualTo(Failure.WRONG_USER);
    }

    @Test
    void sessionMMayWriteTheUsersIdInCapitals() {
        sessionm.then(Answers.bytes(
                "{\"status\":\"ok\",\"payload\":{\"user_id\":\"3F2504E0-4F89-41D3-9A0C-0305E82C3301\"}}"));

        assertThat(page()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User not found",
                "USER NOT FOUND",
                "user_not_found",
                "user-not-found",
                "userNotFound",
                "The user 17 was not found.",
                "User does not exist",
                "User unknown",
                "unknown_user",
                "Unknown user: 3f2504e0",
                "invalid user",
                "No such user",
            })
    void anErrorThatSaysSoIsAnUnknownUser(String message) {
        sessionm.then(Answers.error(message));

        assertThat(page()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Internal error",
                "Retailer not found",
                "Offer not found for this user",
                "The user service is down, so that nothing whatever was not found",
                "User is locked",
                "invalid use",
            })
    void anyOtherErrorIsAFailure(String message) {
        sessionm.then(Answers.error(message));

        assertThat(failure()).isEqualTo(Failure.FAILING);
    }

    /** Words in two different members don't make a sentence. */
    @Test
    void anErrorDoesNotReadOnFromOneTextIntoTheNext() {
        sessionm.then(Answers.bytes("{\"status\":\"error\",\"a\":\"the user\",\"b\":\"not found\"}"));

        assertThat(failure()).isEqualTo(Failure.FAILING);
    }

    @Test
    void aWalletThatSpeaksOfUnknownUsersIsAWallet() {
        sessionm.then(Answers.ok(",\"user_offers\":[{\"name\":\"User not found? Unknown user?\"}]"));

        assertThat(page()).isPresent();
    }

    @Test
    void onlyTheBeginningOfAnErrorIsSearched() {
        String padding = " ".repeat(5000);
        sessionm.then(Answers.error(padding + "User not found"));

        assertThat(failureOf(call(LONG, 10_000))).isEqualTo(Failed.of(Failure.FAILING));
    }

    private Optional<Page> page() {
        return call(LONG)
                .page(Answers.USER, Answers.bytes("{\"asked\":7}"), patience, Pass.FREE)
                .await()
                .atMost(LONG);
    }

    private Failure failure() {
        return failureOf(call(LONG)).failure();
    }

    private static Failed failureOf(ConnectCall call) {
        return catchThrowableOfType(SessionMFailure.class, () -> call.page(
                                Answers.USER,
                                Answers.bytes("{}"),
                                new Patience(Deadline.in(LONG, System::nanoTime)),
                                Pass.FREE)
                        .await()
                        .atMost(LONG))
                .failed();
    }

    private static Clearance giving(Permit... permits) {
        Iterator<Permit> next = List.of(permits).iterator();
        return new CountedClearance() {
            @Override
            public Uni<Permit> permit(Deadline deadline) {
                return Uni.createFrom().item(next::next);
            }
        };
    }

    /** Notes in which way it is given back. */
    private record NotedPermit(boolean usable, List<String> back) implements Permit {

        @Override
        public void ended() {
            back.add("ended");
        }

        @Override
        public void unused() {
            back.add("unused");
        }
    }

    private ConnectCall call(Duration timeout) {
        return call(timeout, MAX_BYTES);
    }

    private ConnectCall call(Duration timeout, int maxBytes) {
        return new ConnectCall(
                sessionm,
                new MappedWalletReader(FieldNames.standard()),
                clearance,
                Authorization.of("c2VjcmV0"),
                timeout,
                maxBytes,
                UNKNOWN_USER,
                InstantSource.fixed(NOW),
                new PlainTimers());
    }

    private static byte[] padded(int length) {
        byte[] wallet = Answers.ok("");
        return Answers.bytes(Answers.text(wallet) + " ".repeat(length - wallet.length));
    }

    private static Pattern asDelivered() {
        return Pattern.compile(TestSettings.with(Map.of()).unknownUserPattern(), Pattern.CASE_INSENSITIVE);
    }
}
