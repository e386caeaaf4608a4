package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.ShortPauses;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A SessionM that wants to be left alone, or refuses our credential, is left alone; and asked again one call at a time. */
@QuarkusTest
@TestProfile(ShortPauses.class)
class PauseHttpTest implements Undo {

    private static final Duration PAST_FRESH = Duration.ofSeconds(61);

    private final MovableClock clock = new MovableClock();

    @Test
    void whileSessionMWantsToBeLeftAloneItIsNotAsked() {
        long since = System.nanoTime();
        throttle(3600);
        Sessionm.behaveAgain();
        String user = Users.somebody();

        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = Proxy.getAsync(user, "").join();
            if (answer.statusCode() == 200) {
                break; // it may be over on a slow machine, but not before its time
            }
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Cause: throttled.");
            assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-3]");
            assertThat(Sessionm.callsFor(user)).isZero();
        }
        await().pollInterval(Duration.ofMillis(20)).until(() -> Proxy.get(user).statusCode() == 200);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(ShortPauses.LONGEST);
        assertThat(Management.metric("sessionm_paused")).isZero();
    }

    @Test
    void whatIsHeldIsServedAsStaleMeanwhile() {
        String user = Users.somebody();
        Proxy.get(user).then().statusCode(200);
        clock.goOn(PAST_FRESH);
        throttle(3600);
        int calls = Sessionm.callsFor(user);

        Proxy.get(user).then().statusCode(200).header("X-Cache", "stale");

        assertThat(Sessionm.callsFor(user)).isEqualTo(calls);
        assertThat(Management.metric("sessionm_paused")).isEqualTo(1);
        Management.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'sessionm' }.data.pause", equalTo("asked for"));
    }

    @Test
    void afterThePauseOneCallProbesAndTheOthersGoWhenItIsAnswered() {
        throttle(1);
        String probe = Users.somebody();
        Sessionm.behave("fault", "hold");
        CompletableFuture<HttpResponse<String>> probing = probing(probe);
        Sessionm.resetStats();

        List<CompletableFuture<HttpResponse<String>>> meanwhile = Stream.generate(
                        () -> Proxy.getAsync(Users.somebody(), ""))
                .limit(20)
                .toList();

        assertThat(meanwhile)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        assertThat(Sessionm.calls()).isZero();
        Sessionm.behaveAgain();
        probing.join();
        await().pollInterval(Duration.ofMillis(20)).until(() -> Management.metric("sessionm_paused") == 0);
        assertThat(Stream.generate(() -> Proxy.getAsync(Users.somebody(), "")).limit(20))
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    @Test
    void aRefusedCredentialIsTriedOnceInAWhileAndNotByEveryRequest() {
        Sessionm.behave("fault", "unauthorized");
        Sessionm.resetStats();
        long since = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            Proxy.get(Users.somebody())
                    .then()
                    .statusCode(500)
                    .header("Retry-After", nullValue())
                    .body("type", equalTo("urn:offer-wallet-proxy:problem:credential-refused"));
            assertThat(Management.metric("sessionm_credential_refused")).isEqualTo(1);
        }

        long intervals = (System.nanoTime() - since) / ShortPauses.CREDENTIAL_REFUSED.toNanos();
        assertThat(Sessionm.calls()).isBetween(1, 1 + (int) intervals);
    }

    @Test
    void theAlarmIsOverWhenACallSucceedsAndNotWhenItFailsOtherwise() {
        Sessionm.behave("fault", "forbidden");
        Proxy.get(Users.somebody()).then().statusCode(500);
        Sessionm.behave("fault", "outage");
        Sessionm.resetStats();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            Proxy.get(Users.somebody());
            return Sessionm.calls() == 1;
        });
        assertThat(Management.metric("sessionm_credential_refused")).isEqualTo(1);
        Proxy.get(Users.somebody()).then().statusCode(500);

        Sessionm.behaveAgain();
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> Proxy.get(Users.somebody()).statusCode() == 200);
        assertThat(Management.metric("sessionm_credential_refused")).isZero();
    }

    /** One call is answered 429, with this Retry-After. */
    private static void throttle(int seconds) {
        Sessionm.behave("retry_after_seconds", seconds);
        Sessionm.behave("fault", "throttled");
        Proxy.get(Users.somebody()).then().statusCode(503).header("Retry-After", Integer.toString(seconds));
    }

    /** Asks until SessionM has been asked about the user; that call waits for its answer. */
    private static CompletableFuture<HttpResponse<String>> probing(String user) {
        return await().pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            CompletableFuture<HttpResponse<String>> asking = Proxy.getAsync(user, "");
                            await().pollInterval(Duration.ofMillis(5))
                                    .until(() -> asking.isDone() || Sessionm.callsFor(user) == 1);
                            return asking;
                        },
                        asking -> Sessionm.callsFor(user) == 1);
    }
}
