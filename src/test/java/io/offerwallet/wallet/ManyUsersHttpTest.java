package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many users in many cultures at once, some of them changing, while time passes: every single answer must be the asked
 * user's, in the asked culture (P1), young enough (P2) and without anything expired (P3).
 */
@QuarkusTest
class ManyUsersHttpTest implements Undo {

    private static final int REQUESTS = 3000;
    private static final int AT_ONCE = 32;
    private static final List<String> CULTURES = List.of("en-US", "fr-FR", "fr-CA", "de-DE", "ja-JP");
    private static final List<String> OPTIONS = List.of(
            "",
            "",
            "",
            "&tz=America/New_York",
            "&tz=Asia/Tokyo&sort=expiration",
            "&sort=newest&limit=5",
            "&limit=3",
            "&limit=0",
            "&expiring_within=P7D",
            "&expiring_within=PT6H&sort=expiration",
            "&type=manual_fulfillment",
            "&on_error=empty");

    /** What is fresh is at most so old. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(60);

    private static final JsonMapper JSON = new JsonMapper();

    private final MovableClock clock = new MovableClock();

    private final List<String> users =
            Stream.generate(Users::somebody).limit(200).toList();

    /** What SessionM itself says, by user, culture and revision. */
    private final Map<Asked, Map<Integer, Truth>> truths = new ConcurrentHashMap<>();

    /** Done at the end, when the truth about every revision that may have been seen is known. */
    private final Queue<Runnable> checks = new ConcurrentLinkedQueue<>();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void everyAnswerIsRight() {
        long seed = new Random().nextLong();
        System.out.println("ManyUsersHttpTest seed: " + seed);
        Random random = new Random(seed);
        // Just past midnight, so that a day's worth of expiries lies ahead and the simulator's day doesn't change.
        Instant midnight = clock.instant()
                .atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
        clock.goOn(Duration.between(clock.instant(), midnight).plusSeconds(5));
        users.forEach(user -> learn(user, 0));

        ask(random);

        assertThat(checks).hasSize(REQUESTS);
        checks.forEach(Runnable::run);
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(clock.instant())
                .as("the simulator's day has not changed")
                .isBefore(midnight.plus(Duration.ofHours(23)));
    }

    private void ask(Random random) {
        Semaphore free = new Semaphore(AT_ONCE);
        List<CompletableFuture<Void>> under = new ArrayList<>();
        int revision = 0;
        for (int i = 1; i <= REQUESTS; i++) {
            if (i % 150 == 0) {
                // Between requests only: no load takes twenty minutes, as one that the jump came into would seem to.
                free.acquireUninterruptibly(AT_ONCE);
                clock.goOn(Duration.ofSeconds(random.nextInt(20, 2400)));
                free.release(AT_ONCE);
            }
            if (i % 60 == 0) {
                String user = users.get(random.nextInt(users.size()));
                revise(user, ++revision, random.nextBoolean());
            }
            free.acquireUninterruptibly();
            under.add(askOne(random).whenComplete((done, failure) -> free.release()));
        }
        under.forEach(CompletableFuture::join);
    }

    private CompletableFuture<Void> askOne(Random random) {
        Asked asked = new Asked(users.get(random.nextInt(users.size())), CULTURES.get(random.nextInt(CULTURES.size())));
        String options = OPTIONS.get(random.nextInt(OPTIONS.size()));
        Instant sent = clock.instant();
        CompletableFuture<HttpResponse<String>> answer = random.nextInt(4) == 0
                ? Proxy.postAsync(Proxy.DROP_IN, asked.json())
                : Proxy.getAsync(asked.user(), "?culture=" + asked.culture() + options);
        return answer.thenAccept(got -> {
            Instant received = clock.instant();
            checks.add(() -> check(asked, options, got, sent, received));
        });
    }

    private void revise(String user, int revision, boolean purge) {
        Sessionm.revise(user, revision);
        learn(user, revision);
        if (purge) {
            Proxy.purge(user);
        }
    }

    /** Asks SessionM itself what is true of the user from now on. */
    private void learn(String user, int revision) {
        CULTURES.stream()
                .map(culture -> new Asked(user, culture))
                .map(asked -> Sessionm.ask(asked.user(), asked.culture())
                        .thenAccept(answer -> truths.computeIfAbsent(asked, first -> new ConcurrentHashMap<>())
                                .put(revision, Truth.of(json(answer).path("payload")))))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void check(Asked asked, String options, HttpResponse<String> answer, Instant sent, Instant received) {
        try {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Cache")).isPresent().get().isIn("hit", "miss", "coalesced");
            assertThat(Duration.ofSeconds(
                            Long.parseLong(answer.headers().firstValue("Age").orElseThrow())))
                    .isLessThanOrEqualTo(FRESH_FOR.plus(Duration.between(sent, received)));
            JsonNode body = json(answer);
            if (body.has("payload")) {
                checkDropIn(asked, body.path("payload"), sent, received);
            } else {
                checkSimplified(asked, options, body, sent, received);
            }
        } catch (AssertionError | RuntimeException e) {
            wrong.add(asked + options + ": " + e.getMessage());
        }
    }

    private void checkDropIn(Asked asked, JsonNode payload, Instant sent, Instant received) {
        assertThat(payload.path("user_id").asText()).isEqualTo(asked.user());
        Truth truth = truth(asked, payload);
        Map<String, String> shown = new TreeMap<>();
        payload.path("user_offers")
                .forEach(offer ->
                        shown.put(offer.path("id").asText(), offer.path("name").asText()));
        assertThat(truth.titles()).containsAllEntriesOf(shown);
        assertThat(shown.keySet()).noneMatch(id -> truth.expiredAt(id, sent)).containsAll(truth.stillThereAt(received));
    }

    private void checkSimplified(Asked asked, String options, JsonNode body, Instant sent, Instant received) {
        assertThat(body.path("status").asText()).isEqualTo("ok");
        assertThat(body.path("user_id").asText()).isEqualTo(asked.user());
        assertThat(body.path("culture").asText()).isEqualTo(asked.culture());
        assertThat(body.path("stale").asBoolean()).isFalse();
        assertThat(Instant.parse(body.path("as_of").asText()))
                .isBetween(sent.minus(FRESH_FOR).minusSeconds(1), received.plusSeconds(1));
        Truth truth = truth(asked, body);
        Map<String, String> shown = new TreeMap<>();
        for (JsonNode offer : body.path("offers")) {
            shown.put(offer.path("user_offer_id").asText(), offer.path("title").asText());
            if (!offer.path("expires_at").isNull()) {
                assertThat(Instant.parse(offer.path("expires_at").asText())).isAfter(sent);
            }
        }
        assertThat(truth.titles()).containsAllEntriesOf(shown);
        assertThat(body.path("offer_count").asInt())
                .isEqualTo(shown.size())
                .isEqualTo(body.path("offers").size());
        assertThat(body.path("has_offers").asBoolean()).isEqualTo(!shown.isEmpty());
        assertThat(shown.keySet()).noneMatch(id -> truth.expiredAt(id, sent));
        if (!options.contains("limit") && !options.contains("within") && !options.contains("type")) {
            assertThat(shown.keySet()).containsAll(truth.stillThereAt(received));
        }
    }

    private Truth truth(Asked asked, JsonNode answer) {
        int revision = Sessionm.revisionIn(answer.path("available_points").decimalValue());
        Truth truth = Optional.ofNullable(truths.getOrDefault(asked, Map.of()).get(revision))
                .orElseThrow(() -> new AssertionError("this user never had revision " + revision));
        assertThat(answer.path("available_points").decimalValue()).isEqualByComparingTo(truth.points());
        return truth;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Asked(String user, String culture) {
        String json() {
            return "{\"user_id\":\"" + user + "\",\"culture\":\"" + culture + "\"}";
        }
    }

    /**
     * What SessionM says of a user.
     *
     * @param titles of all offers by the id of the user's own copy
     * @param expiries of those that expire
     */
    private record Truth(BigDecimal points, Map<String, String> titles, Map<String, Instant> expiries) {

        static Truth of(JsonNode payload) {
            Map<String, String> titles = new TreeMap<>();
            Map<String, Instant> expiries = new TreeMap<>();
            for (JsonNode offer : payload.path("user_offers")) {
                String id = offer.path("id").asText();
                titles.put(id, offer.path("name").asText());
                String expiry = offer.has("expiration_date")
                        ? offer.path("expiration_date").asText()
                        : offer.path("redemption_end_date").asText();
                if (!expiry.isEmpty()) {
                    expiries.put(id, instant(expiry));
                }
            }
            return new Truth(payload.path("available_points").decimalValue(), titles, expiries);
        }

        boolean expiredAt(String id, Instant now) {
            Instant expiry = expiries.get(id);
            return expiry != null && !now.isBefore(expiry);
        }

        List<String> stillThereAt(Instant now) {
            return titles.keySet().stream().filter(id -> !expiredAt(id, now)).toList();
        }

        private static Instant instant(String date) {
            boolean zoned = date.endsWith("Z") || date.lastIndexOf(':') > "2026-01-01T00:00:00".length();
            return zoned
                    ? OffsetDateTime.parse(date).toInstant()
                    : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
        }
    }
}
