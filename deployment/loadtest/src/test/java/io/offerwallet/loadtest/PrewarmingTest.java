package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrewarmingTest {
    private static final String JOB = "GET /v1/jobs/7";

    private final StandIn proxy = new StandIn();
    private final SendSettings settings = Sends.with(
            "proxy.url",
            proxy.url(),
            "recipients",
            "2500",
            "warm",
            "0.9",
            "prewarm.ttl",
            "10m",
            "admin.secret",
            "hush");
    private final Recipients recipients = Recipients.of(settings);
    private final List<String> log = new ArrayList<>();
    private final Prewarming prewarming = new Prewarming(settings, Duration.ZERO, log::add);

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void theWarmAreLoadedByAJobForEachApiWhoseEndIsWaitedFor() {
        proxy.answering("POST /v1/prewarm", 202, job("receiving", 0, 0), "/v1/jobs/7")
                .answering(JOB, 200, job("running", 100, 0))
                .answering(JOB, 200, job("done", 1800, 3))
                .answering(JOB, 200, job("done", 450, 1));

        assertThat(prewarming.load(recipients)).isEqualTo(1797 + 449);

        assertThat(proxy.asked())
                .extracting(StandIn.Asked::call)
                .containsExactly("POST /v1/prewarm", JOB, JOB, "POST /v1/prewarm", JOB);
        assertThat(proxy.asked())
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Basic YWRtaW46aHVzaA=="));
        assertThat(proxy.asked().get(0)).satisfies(asked -> isFor(asked, "simplified", false));
        assertThat(proxy.asked().get(3)).satisfies(asked -> isFor(asked, "drop_in", true));
        assertThat(log).hasSize(3).element(1).asString().contains("done: 1,800 of 2,250 wallets, 3 failed");
    }

    private void isFor(StandIn.Asked asked, String calls, boolean dropIn) {
        assertThat(asked.query()).isEqualTo("calls=" + calls + "&ttl=PT10M");
        assertThat(asked.body().lines().findFirst()).contains("user_id,culture");
        assertThat(asked.body().lines().skip(1))
                .containsExactlyElementsOf(recipients
                        .all()
                        .filter(Recipient::warm)
                        .filter(recipient -> (recipient.kind() == CallKind.DROP_IN) == dropIn)
                        .map(recipient -> recipient.userId() + "," + recipient.culture())
                        .toList());
    }

    @Test
    void aJobThatDoesNotEndWellEndsTheTest() {
        proxy.answering("POST /v1/prewarm", 202, "{}", "/v1/jobs/7").answering(JOB, 200, job("expired", 9, 0));

        assertThatThrownBy(() -> prewarming.load(recipients)).hasMessageContaining("ended as expired");
    }

    @Test
    void aJobThatIsNotTakenEndsTheTest() {
        proxy.answering("POST /v1/prewarm", 403, "no role");

        assertThatThrownBy(() -> prewarming.load(recipients))
                .hasMessageContaining("/v1/prewarm?calls=simplified&ttl=PT10M was answered 403: no role")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aJobThatTakesTooLongEndsTheTest() {
        proxy.answering("POST /v1/prewarm", 202, "{}", "/v1/jobs/7").answering(JOB, 200, job("running", 9, 0));
        var impatient = Sends.with("proxy.url", proxy.url(), "warm", "0.9", "prewarm.timeout", "0s");

        assertThatThrownBy(() -> new Prewarming(impatient, Duration.ZERO, log::add).load(recipients))
                .hasMessageContaining("prewarm.timeout");
    }

    private static String job(String state, int done, int failed) {
        return "{\"id\":\"7\",\"state\":\"%s\",\"items\":{\"total\":2250,\"done\":%d,\"failed\":%d}}"
                .formatted(state, done, failed);
    }
}
