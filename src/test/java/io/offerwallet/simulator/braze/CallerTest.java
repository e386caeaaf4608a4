package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.simulator.braze.Call.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many calls a host gets, which may be too many for a real one. */
class CallerTest {
    private static final int LIMIT = 3_000;
    private static final Request REQUEST = to("one.invalid");

    private final SteppedTime time = new SteppedTime();
    private final List<Request> asked = new ArrayList<>();
    private final Caller caller = new Caller(this::answer, time, time);
    private int status = 503;

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529, 599})
    void aHostIsCalledUntilItHasFailedOnceTooOftenAndThenLeftAlone(int failure) {
        status = failure;
        for (int call = 0; call <= LIMIT; call++) {
            assertThat(call(REQUEST).status()).isEqualTo(failure);
        }

        status = 200;
        var simulated = call(REQUEST);

        assertThat(simulated.status()).isEqualTo(598);
        assertThat(simulated.origin()).isEqualTo(Origin.BRAZE);
        assertThat(asked).hasSize(LIMIT + 1);
    }

    @Test
    void aHostThatWasLeftAloneIsCalledAgainAfterAMinute() {
        fail(LIMIT + 1);
        status = 200;

        time.goOn(HostHealth.REST.minusMillis(1));
        assertThat(call(REQUEST).status()).isEqualTo(598);
        time.goOn(Duration.ofMillis(1));
        assertThat(call(REQUEST).status()).isEqualTo(200);
    }

    @Test
    void oneHostDoesntAnswerForAnother() {
        fail(LIMIT + 1);

        assertThat(call(to("two.invalid")).status()).isEqualTo(503);
        assertThat(call(to("one.invalid")).status()).isEqualTo(598);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 404, 500})
    void otherAnswersAreNoReasonToLeaveAHostAlone(int other) {
        status = other;
        fail(LIMIT + 1);

        assertThat(call(REQUEST).status()).isEqualTo(other);
    }

    @Test
    void nineInTenFailuresAreBearable() {
        status = 200;
        fail(LIMIT / 10 + 100);
        status = 503;
        fail(LIMIT + 600);

        assertThat(call(REQUEST).status()).isEqualTo(503);
        assertThat(call(REQUEST).status()).isEqualTo(598);
    }

    @Test
    void whatIsAnsweredFromTheCacheIsNoCallOfTheHost() {
        status = 200;
        var kept = Optional.of(ResponseCache.SHORTEST);
        caller.call(REQUEST, kept, false, call -> {});
        for (int call = 0; call < LIMIT; call++) {
            caller.call(REQUEST, kept, false, each -> assertThat(each.origin()).isEqualTo(Origin.CACHE));
        }
        status = 503;
        fail(LIMIT + 1);

        assertThat(call(REQUEST).status()).isEqualTo(598);
        assertThat(caller.call(REQUEST, kept, false, call -> {}).status()).isEqualTo(200);
    }

    @Test
    void aRetryOfAnUnhealthyHostIsNoCallEither() {
        fail(LIMIT + 1);
        var log = new ArrayList<Call>();

        caller.call(REQUEST, Optional.empty(), true, log::add);

        assertThat(log).hasSize(1 + Caller.RETRIES).allMatch(call -> call.status() == 598);
        assertThat(asked).hasSize(LIMIT + 1);
    }

    private void fail(int times) {
        for (int call = 0; call < times; call++) {
            call(REQUEST);
        }
    }

    private Answer call(Request request) {
        return caller.call(request, Optional.empty(), false, call -> {});
    }

    private Answer answer(Request request) {
        asked.add(request);
        return new Answer(status, "{}", Origin.HOST);
    }

    private static Request to(String host) {
        return new Request("GET", URI.create("https://" + host + "/"), Map.of(), "");
    }
}
