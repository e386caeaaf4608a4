package io.offerwallet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.SmallLimits;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More requests than may wait for SessionM: the surplus is turned away at once, and whatever is held is served on. */
@QuarkusTest
@TestProfile(SmallLimits.class)
class OverloadHttpTest implements Undo {

    private final MovableClock clock = new MovableClock();

    private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();

    @BeforeEach
    void forgetTheFailuresOfBefore() {
        SmallLimits.fillTheBreakersWindow();
    }

    @AfterEach
    void letTheLineGo() {
        Sessionm.behaveAgain();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void oneMoreThanMayWaitIsTurnedAwayAtOnce() {
        fillTheLine();
        Proxy.get(Users.somebody())
                .then()
                .statusCode(503)
                .header("Retry-After", "2")
                .body("detail", equalTo("Cause: overloaded."));
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void whoIsTurnedAwayCausesNoCall() {
        fillTheLine();
        String user = Users.somebody();
        double before = overloaded();
        Proxy.get(user).then().statusCode(503);
        Proxy.dropIn(user).then().statusCode(503);
        assertThat(Sessionm.callsFor(user)).isZero();
        assertThat(overloaded()).isEqualTo(before + 2);
    }

    @Test
    void waitersForTheSameUserCountToo() {
        Sessionm.behave("fault", "hold");
        String user = Users.somebody();
        for (int i = 0; i < SmallLimits.MAX_WAITING; i++) {
            waiting.add(Proxy.getAsync(user, ""));
        }
        awaitFullLine();
        Proxy.get(user).then().statusCode(503);
        assertThat(Sessionm.callsFor(user)).isEqualTo(1);
    }

    @Test
    void hitsAreServedWhileTheLineIsFull() {
        String held = SmallLimits.heldUser();
        fillTheLine();
        List<CompletableFuture<HttpResponse<String>>> hits =
                Stream.generate(() -> Proxy.getAsync(held, "")).limit(100).toList();
        assertThat(hits).allSatisfy(hit -> {
            assertThat(hit.join().statusCode()).isEqualTo(200);
            assertThat(hit.join().headers().firstValue("X-Cache")).contains("hit");
        });
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void whatIsHeldAndNoLongerFreshIsServedAsStaleWhileTheLineIsFull() {
        String held = SmallLimits.heldUser();
        clock.goOn(Duration.ofSeconds(61));
        fillTheLine();
        Proxy.get(held).then().statusCode(200).header("X-Cache", "stale");
    }

    @Test
    void theLineMovesAgainAfterwards() {
        fillTheLine();
        Proxy.get(Users.somebody()).then().statusCode(503);
        Sessionm.behaveAgain();
        assertThat(waiting)
                .allSatisfy(request -> assertThat(request.join().statusCode()).isEqualTo(200));
        await().untilAsserted(
                        () -> assertThat(Management.metric("wallet_waiting")).isZero());
        Proxy.get(Users.somebody()).then().statusCode(200).header("X-Cache", "miss");
    }

    /** What doesn't fit is dropped, and the bound holds. */
    @Test
    void theCacheStaysInsideItsBoundAndTellsWhatItDropped() {
        double before = Management.metric("wallet_cache_evictions_total");
        for (int i = 0; i < 40; i++) {
            Proxy.get(Users.withOffers(30 + i)).then().statusCode(200);
        }
        assertThat(Management.metric("wallet_cache_evictions_total")).isGreaterThan(before);
        assertThat(Management.metric("wallet_cache_bytes")).isBetween(1.0, 256.0 * 1024);
        assertThat(Management.metric("wallet_cache_entries")).isBetween(1.0, 40.0);
    }

    private void fillTheLine() {
        Sessionm.behave("fault", "hold");
        for (int i = 0; i < SmallLimits.MAX_WAITING; i++) {
            waiting.add(Proxy.getAsync(Users.somebody(), ""));
        }
        awaitFullLine();
    }

    private static void awaitFullLine() {
        await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> assertThat(Management.metric("wallet_waiting"))
                .isEqualTo(SmallLimits.MAX_WAITING));
    }

    private static double overloaded() {
        return Management.metric("wallet_requests_total", "outcome", "unavailable", "cause", "overloaded");
    }
}
