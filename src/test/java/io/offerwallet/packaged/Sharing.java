package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Users;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What pods do that share a Redis and are well. */
final class Sharing {

    /** How long pods may take to be so again after a fault. */
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private Sharing() {}

    /** Holds once for each pod with its next one: wallets are shared, and purges are confirmed and seen. */
    static void assertShared(Deployment deployment) {
        List<Pod> alive = deployment.pods().stream().filter(Pod::isAlive).toList();
        for (int i = 0; i < alive.size(); i++) {
            assertShared(deployment, alive.get(i), alive.get((i + 1) % alive.size()));
        }
    }

    /** Waits until {@link #assertShared} holds, and until no pod complains of Redis. */
    static void awaitShared(Deployment deployment) {
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertState(deployment, "ok");
                    assertShared(deployment);
                });
    }

    /** Waits until every pod tells that it is ready and does without Redis. */
    static void awaitDegraded(Deployment deployment) {
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertState(deployment, "degraded"));
    }

    private static void assertState(Deployment deployment, String state) {
        deployment.pods().stream()
                .filter(Pod::isAlive)
                .forEach(pod -> assertThat(pod.redisState()).as(pod.name()).isEqualTo(state));
    }

    private static void assertShared(Deployment deployment, Pod one, Pod another) {
        String user = Users.somebody();
        Answer fetched = one.wallet(user);
        Answer found = another.wallet(user);
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.cache()).isEqualTo("miss");
        assertThat(found.cache()).as("on %s, fetched by %s", another, one).isEqualTo("hit");
        assertThat(found.json()).isEqualTo(fetched.json());
        deployment.sessionm().change(user, Map.of("revision", 1));
        assertThat(one.purge(user).status()).as("a purge on %s", one).isEqualTo(204);
        Answer changed = another.wallet(user);
        assertThat(changed.revision()).as("on %s, purged on %s", another, one).isEqualTo(1);
        assertThat(deployment.sessionm().callsFor(user)).isEqualTo(2);
    }
}
