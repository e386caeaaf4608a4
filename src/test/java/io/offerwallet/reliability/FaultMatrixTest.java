package io.offerwallet.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.simulator.braze.Braze;
import io.offerwallet.simulator.braze.Recipient;
import io.offerwallet.simulator.braze.Rendered;
import io.offerwallet.simulator.braze.Template;
import io.offerwallet.testing.FaultyLink;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Braze sends while SessionM is unwell in every way there is: what becomes of messages to users of whom nothing is held, or a
 * fresh wallet, or one past its time. Whatever happens, Braze gets its answer in time and goes on calling.
 */
@QuarkusTest
@TestProfile(ShortDeadline.class)
class FaultMatrixTest implements Undo {

    private static final Duration PAST_FRESH = Duration.ofSeconds(61);
    private static final int AT_ONCE = 16;

    private static final String CALL = """
            {%%- capture body -%%}{"user_id":"{{${user_id}}}","culture":"en-US"%s}{%%- endcapture -%%}
            {%%- connected_content https://wallet.example.com/v1/wallets :method post :basic_auth offer_wallet
               :headers {"Content-Type": "application/json"} :body {{body}} :save wallet %s -%%}
            {%%- if wallet.__http_status_code__ != 200 %%}{%% abort_message('no wallet') %%}{%% endif -%%}
            {{wallet.status}} stale={{wallet.stale}} {{wallet.user_id}} {{wallet.available_points}}""";
    private static final Template MESSAGE = Template.of(CALL.formatted("", ":retry"));
    private static final Template IN_APP = Template.ofInAppMessage(CALL.formatted(",\"on_error\":\"empty\"", ""));

    private static final ExecutorService SENDERS = Executors.newFixedThreadPool(AT_ONCE);

    private final MovableClock clock = new MovableClock();

    /** Between the proxy and SessionM; injected. */
    @SuppressWarnings("NullAway.Init")
    private FaultyLink link;

    @AfterAll
    static void dismissSenders() {
        SENDERS.shutdown();
    }

    @BeforeEach
    @AfterEach
    @Override
    public void undo() {
        link.restore();
        Undo.everything();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # SessionM          | nothing held        | held, fresh | held, past its time
            connection refused  | UNAVAILABLE         | FRESH       | STALE
            black hole          | UNAVAILABLE         | FRESH       | STALE
            1.9 s slow          | AT_A_RETRY          | FRESH       | STALE
            30 % errors 500     | FRESH_OR_AT_A_RETRY | FRESH       | FRESH_OR_STALE
            internal error      | UNAVAILABLE         | FRESH       | STALE
            throttled           | UNAVAILABLE         | FRESH       | STALE
            error envelope      | UNAVAILABLE         | FRESH       | STALE
            html error          | UNAVAILABLE         | FRESH       | STALE
            html ok             | UNAVAILABLE         | FRESH       | STALE
            truncated           | UNAVAILABLE         | FRESH       | STALE
            oversized           | UNAVAILABLE         | FRESH       | STALE
            slow drip           | UNAVAILABLE         | FRESH       | STALE
            connection reset    | UNAVAILABLE         | FRESH       | STALE
            reset mid body      | UNAVAILABLE         | FRESH       | STALE
            bad gzip            | UNAVAILABLE         | FRESH       | STALE
            5000 offers         | FRESH_OR_AT_A_RETRY | FRESH       | FRESH_OR_STALE
            wrong user          | UNAVAILABLE         | FRESH       | STALE
            unauthorized        | REFUSED             | FRESH       | STALE
            """)
    void messagesBecomeWhatTheFailureTableSays(String trouble, Cell cold, Cell warm, Cell stale) {
        List<Send> sends = new ArrayList<>();
        sends.addAll(Send.several(trouble, stale));
        hold(sends);
        clock.goOn(PAST_FRESH);
        List<Send> fresh = Send.several(trouble, warm);
        hold(fresh);
        sends.addAll(fresh);
        sends.addAll(Send.several(trouble, cold));

        begins(trouble);
        Braze braze = workspace();
        List<CompletableFuture<Outcome>> outcomes = sends.stream()
                .map(send -> CompletableFuture.supplyAsync(() -> send.render(braze), SENDERS))
                .toList();
        outcomes.forEach(CompletableFuture::join);
        undo();
        assertThat(outcomes).allSatisfy(outcome -> outcome.join().check());
    }

    /**
     * More failures than Braze takes from a host in a minute, in which its clock stands still, so that none is ever
     * forgotten; but not 90 % of all, thanks to what is held.
     */
    @Test
    void brazeGoesOnCallingDuringAnOutageWhileThereIsStaleData() {
        List<String> held = users(600);
        holdUsers(held);
        clock.goOn(PAST_FRESH);
        begins("connection refused");
        List<Rendered> sent =
                send(Stream.concat(users(540).stream(), held.stream()).toList());

        assertThat(sent.stream().flatMap(message -> Cell.statuses(message).stream()))
                .containsOnly(200, 503)
                .filteredOn(status -> status == 503)
                .hasSizeGreaterThan(3_000);
        assertThat(sent).filteredOn(Rendered.Sent.class::isInstance).hasSameSizeAs(held);
    }

    private void begins(String trouble) {
        switch (trouble) {
            case "connection refused" -> link.refuse();
            case "1.9 s slow" ->
                Simulator.at(RestAssured.port)
                        .behave(Map.of(
                                "latency_median_ms", ShortDeadline.SLOW.toMillis(),
                                "latency_tail_ms", ShortDeadline.SLOW.toMillis()));
            case "30 % errors 500" -> Sessionm.behave("error_rate", 0.3);
            case "5000 offers" -> {}
            default -> Sessionm.behave("fault", trouble.replace(' ', '_'));
        }
    }

    /** A message and an in-app message to two users of whom the same is held. */
    private record Send(String reader, String inAppReader, Cell expected) {

        private static final int PER_CELL = 6;

        static List<Send> several(String trouble, Cell expected) {
            boolean many = trouble.equals("5000 offers");
            // SessionM sends megabytes of them.
            int count = many || trouble.equals("oversized") ? 1 : PER_CELL;
            return Stream.generate(() -> new Send(user(many), user(many), expected))
                    .limit(count)
                    .toList();
        }

        private static String user(boolean manyOffers) {
            String user = Users.somebody();
            if (manyOffers) {
                Sessionm.give(user, 5_000);
            }
            return user;
        }

        Outcome render(Braze braze) {
            return new Outcome(
                    this, braze.render(MESSAGE, Recipient.of(reader)), braze.render(IN_APP, Recipient.of(inAppReader)));
        }
    }

    /** What became of them. */
    private record Outcome(Send send, Rendered message, Rendered inApp) {

        void check() {
            // Braze puts 599 in the place of an answer that is late or broken, and 598 where it doesn't call.
            assertThat(Cell.statuses(message)).isSubsetOf(200, 500, 503);
            assertThat(Cell.statuses(inApp)).isSubsetOf(200, 500, 503);
            send.expected().check(message, inApp);
            isOf(send.reader(), message);
            isOf(send.inAppReader(), inApp);
        }

        /** Whatever is shown is the reader's own. */
        private static void isOf(String user, Rendered rendered) {
            if (rendered instanceof Rendered.Sent sent && sent.message().startsWith("ok ")) {
                JsonNode truth = Simulator.at(RestAssured.port).wallet(user, "en-US");
                String[] words = sent.message().split(" ", -1);
                assertThat(words[2]).isEqualTo(user);
                assertThat(new BigDecimal(words[3]))
                        .isEqualByComparingTo(truth.required("available_points").decimalValue());
            }
        }
    }

    private static void hold(List<Send> sends) {
        holdUsers(sends.stream()
                .flatMap(send -> Stream.of(send.reader(), send.inAppReader()))
                .toList());
    }

    /** Has their wallets fetched, a few at a time. */
    private static void holdUsers(List<String> users) {
        IntStream.rangeClosed(0, (users.size() - 1) / AT_ONCE)
                .mapToObj(chunk -> users.subList(chunk * AT_ONCE, Math.min(users.size(), (chunk + 1) * AT_ONCE)))
                .forEach(some -> await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> some.stream().map(user -> Proxy.getAsync(user, "?culture=en-US")).toList().stream()
                                .allMatch(answer -> answer.join().statusCode() == 200)));
    }

    private static List<String> users(int count) {
        return Stream.generate(Users::somebody).limit(count).toList();
    }

    /** The message to each of them, in no order. */
    private static List<Rendered> send(List<String> readers) {
        Braze braze = workspace();
        List<String> shuffled = new ArrayList<>(readers);
        Collections.shuffle(shuffled);
        return shuffled.stream()
                .map(reader ->
                        CompletableFuture.supplyAsync(() -> braze.render(MESSAGE, Recipient.of(reader)), SENDERS))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** One whose clock stands, so that all calls are in one minute, and to which no time before a retry is long. */
    private static Braze workspace() {
        return Braze.workspace()
                .route("wallet.example.com", "http://localhost:" + RestAssured.port)
                .basicAuth("offer_wallet", "braze", "demo")
                .clock(InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")))
                .sleeper(backoff -> {})
                .build();
    }
}
