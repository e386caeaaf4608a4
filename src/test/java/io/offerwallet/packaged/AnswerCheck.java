package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.packaged.Customers.Customer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Holds every answer against the promises: it is the customer's own wallet in the culture that was asked for, in a state
 * that isn't over, neither too old nor with anything expired, and it came in time. Thread-safe.
 */
final class AnswerCheck {

    /** What pods have unless a test says otherwise. */
    private static final Duration USUAL_DEADLINE = Duration.ofMillis(1500);

    /** For a machine on which everything runs at once. */
    private static final Duration BUSY_MACHINE = Duration.ofMillis(1500);

    /** An answer that took so long from a pod with the usual deadline is late. */
    static final Duration IN_TIME = USUAL_DEADLINE.plus(BUSY_MACHINE);

    /** Clocks are read before and after, and {@code as_of} is cut to milliseconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private static final int MOST_KEPT = 20;

    private final Duration freshFor;
    private final Duration staleIfError;
    private final Map<Integer, String> allowedProblems;
    private final Duration inTime;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final LongAdder wrongCount = new LongAdder();
    private final Map<String, LongAdder> kinds = new ConcurrentHashMap<>();

    AnswerCheck(Duration freshFor, Duration staleIfError) {
        this(freshFor, staleIfError, Map.of());
    }

    /** @param allowedProblems what a customer may be told instead of a wallet: the type of the problem by status */
    AnswerCheck(Duration freshFor, Duration staleIfError, Map<Integer, String> allowedProblems) {
        this(freshFor, staleIfError, allowedProblems, USUAL_DEADLINE);
    }

    private AnswerCheck(
            Duration freshFor, Duration staleIfError, Map<Integer, String> allowedProblems, Duration deadline) {
        this.freshFor = freshFor;
        this.staleIfError = staleIfError;
        this.allowedProblems = allowedProblems;
        this.inTime = deadline.plus(BUSY_MACHINE);
    }

    /** For pods with this deadline. */
    static AnswerCheck withDeadline(Duration deadline, Duration freshFor, Duration staleIfError) {
        return new AnswerCheck(freshFor, staleIfError, Map.of(), deadline);
    }

    /** @param oldest the oldest state that wasn't over when the customer was asked for */
    void wallet(Customer customer, String culture, int oldest, Answer answer) {
        count(answer.status() == 200 ? answer.cache() : Integer.toString(answer.status()));
        attempt(
                () -> {
                    assertThat(answer.took()).as("in time").isLessThan(inTime);
                    if (allowedProblems.containsKey(answer.status())) {
                        checkProblem(answer);
                    } else {
                        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
                        check(customer, culture, oldest, answer);
                    }
                },
                "wallet",
                answer);
    }

    /** What a purge is answered: done, or that it couldn't be confirmed. Tells whether it is done. */
    boolean purge(Answer answer) {
        count("purge " + answer.status());
        attempt(
                () -> {
                    assertThat(answer.took()).as("in time").isLessThan(inTime);
                    assertThat(answer.status()).as(answer.response().body()).isIn(204, 503);
                    if (answer.status() == 503) {
                        assertThat(answer.response().headers().firstValue("Retry-After"))
                                .isPresent();
                        assertThat(answer.json().required("status").asInt()).isEqualTo(503);
                    }
                },
                "purge",
                answer);
        return answer.status() == 204;
    }

    /** There was no answer at all. */
    void noAnswer(Pod pod, Throwable failure) {
        count("no answer");
        note(pod + " gave no answer: " + failure);
    }

    long count(String... kindsOfAnswers) {
        long sum = 0;
        for (String kind : kindsOfAnswers) {
            LongAdder counted = kinds.get(kind);
            sum += counted == null ? 0 : counted.sum();
        }
        return sum;
    }

    void assertNothingWrong() {
        assertThat(wrong)
                .as("%d wrong answers among %s", wrongCount.sum(), this)
                .isEmpty();
    }

    @Override
    public String toString() {
        return new TreeMap<>(kinds).toString();
    }

    private void checkProblem(Answer answer) {
        String type = answer.json().required("type").asText();
        assertThat(type).endsWith(":" + allowedProblems.get(answer.status()));
        assertThat(answer.json().has("offers")).isFalse();
    }

    private void check(Customer customer, String culture, int oldest, Answer answer) {
        JsonNode body = answer.json();
        assertThat(body.required("status").asText()).isEqualTo("ok");
        assertThat(body.required("user_id").asText()).isEqualTo(customer.userId());
        assertThat(body.required("culture").asText()).isEqualTo(culture);
        boolean stale = body.required("stale").asBoolean();
        assertThat(answer.cache()).isIn(stale ? new Object[] {"stale"} : new Object[] {"hit", "miss", "coalesced"});
        Duration oldestAge = stale ? freshFor.plus(staleIfError) : freshFor;
        Instant received = answer.sent().plus(answer.took());
        assertThat(Instant.parse(body.required("as_of").asText()))
                .isBetween(answer.sent().minus(oldestAge).minus(ROUNDING), received.plus(ROUNDING));
        int revision = Answer.revisionIn(body);
        assertThat(revision).as("state").isGreaterThanOrEqualTo(oldest);
        checkOffers(customer.truth(culture, revision), body, answer.sent());
    }

    private static void checkOffers(Customers.Truth truth, JsonNode body, Instant sent) {
        Map<String, String> shown = new TreeMap<>();
        for (JsonNode offer : body.required("offers")) {
            shown.put(
                    offer.required("user_offer_id").asText(),
                    offer.required("title").asText());
            JsonNode expiry = offer.required("expires_at");
            assertThat(expiry.isNull() || Instant.parse(expiry.asText()).isAfter(sent))
                    .as("offers that expired before they were asked for")
                    .isTrue();
        }
        assertThat(body.required("offer_count").asInt()).isEqualTo(shown.size());
        assertThat(truth.titles()).containsAllEntriesOf(shown);
    }

    private void attempt(Runnable assertions, String what, Answer answer) {
        try {
            assertions.run();
        } catch (AssertionError | RuntimeException failed) {
            note(what + " " + answer.response().request().uri() + ", sent " + answer.sent() + ", after "
                    + answer.took().toMillis() + " ms: " + failed.getMessage());
        }
    }

    private void count(String kind) {
        kinds.computeIfAbsent(kind, first -> new LongAdder()).increment();
    }

    private void note(String what) {
        wrongCount.increment();
        if (wrongCount.sum() <= MOST_KEPT) {
            wrong.add(what);
        }
    }
}
