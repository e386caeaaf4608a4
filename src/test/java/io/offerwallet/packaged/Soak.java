package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.FaultyLink;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * For half an hour, or as long as {@code soak.duration} says, everything around the pods goes wrong in turn while they are
 * under load: no answer is wrong or late, afterwards every wallet is there again, and no pod's memory has grown. Runs with
 * {@code -Dsoak} alone.
 */
class Soak {

    private static final int PODS = 2;
    private static final int PER_SECOND = 60;
    private static final Duration FRESH_FOR = Duration.ofSeconds(2);
    private static final Duration STALE_IF_ERROR = Duration.ofSeconds(30);
    private static final Duration SHORT_LIFE = Duration.ofSeconds(5);
    private static final Duration LONGEST_TURN = Duration.ofSeconds(4);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(30);

    /** A customer's states are told apart modulo 1000; with so many customers nobody has as many, however long it takes. */
    private static final int SECONDS_PER_CUSTOMER = 10;

    private static final int FEWEST_CUSTOMERS = 60;

    private static final long MIB = 1 << 20;
    /** docs/reliability.md gives the reasons. */
    private static final long HEAP_MARGIN = 8 * MIB;

    private static final long RESIDENT_MARGIN = 48 * MIB;

    private final Duration duration = Duration.parse(System.getProperty("soak.duration", "PT30M"));
    private final AnswerCheck check =
            new AnswerCheck(FRESH_FOR, STALE_IF_ERROR, Map.of(503, "unavailable", 500, "credential-refused"));

    @Test
    void nothingIsWrongAndMemoryStaysFlatWhateverGoesWrong() {
        long seed = new Random().nextLong();
        System.out.println("Soak: " + duration + ", seed " + seed);
        RedisServer redis = RedisServer.start();
        List<FaultyLink> links =
                Stream.generate(() -> FaultyLink.to(redis.port())).limit(PODS).toList();
        PackagedApplication truth = Deployment.launchSessionM();
        try (redis;
                truth;
                Deployment deployment = Deployment.start(PODS, pod -> settings(links.get(pod)))) {
            truth.awaitReady();
            Customers customers = new Customers(
                    deployment.sessionm(), Simulator.at(truth.port()), Optional.of(SHORT_LIFE), howMany());
            soak(deployment, customers, new Troubles(deployment.sessionm(), redis, links, new Random(seed)));
        } finally {
            links.forEach(FaultyLink::close);
        }
    }

    private void soak(Deployment deployment, Customers customers, Troubles troubles) {
        List<Footprint> before = new ArrayList<>();
        Load load = Load.start(deployment.pods(), customers, check, PER_SECOND, duration.plusMinutes(5));
        try {
            goOnFor(duration.dividedBy(3), troubles);
            troubles.end();
            before.addAll(footprints("after a third", deployment));
            goOnFor(duration.dividedBy(3).multipliedBy(2), troubles);
            troubles.end();
            awaitWallets(deployment, customers);
        } finally {
            load.close();
        }
        List<Footprint> after = footprints("at the end", deployment);

        check.assertNothingWrong();
        for (int pod = 0; pod < PODS; pod++) {
            assertThat(after.get(pod).live() - before.get(pod).live())
                    .as("growth of the heap of " + deployment.pod(pod))
                    .isLessThan(HEAP_MARGIN);
            assertThat(after.get(pod).resident() - before.get(pod).resident())
                    .as("growth of the process of " + deployment.pod(pod))
                    .isLessThan(RESIDENT_MARGIN);
        }
    }

    /** Everything goes wrong at least once in a third of the time. */
    private void goOnFor(Duration time, Troubles troubles) {
        Duration share = duration.dividedBy(3L * troubles.turns());
        Duration oneTurn = share.compareTo(LONGEST_TURN) < 0 ? share : LONGEST_TURN;
        Instant end = Instant.now().plus(time);
        Instant report = Instant.now().plus(BETWEEN_REPORTS);
        while (Instant.now().isBefore(end)) {
            String trouble = troubles.next();
            if (Instant.now().isAfter(report)) {
                System.out.println("Soak: " + check + ", now " + trouble);
                report = report.plus(BETWEEN_REPORTS);
            }
            Instant endOfTurn = Instant.now().plus(oneTurn);
            await().atMost(oneTurn.plusSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Instant.now().isAfter(endOfTurn));
        }
    }

    /** When all is well, every pod has a wallet for every customer again, and Redis is of use. */
    private static void awaitWallets(Deployment deployment, Customers customers) {
        Sharing.awaitShared(deployment);
        for (Pod pod : deployment.pods()) {
            for (int i = 0; i < customers.count(); i++) {
                assertThat(pod.wallet(customers.get(i).userId()).status()).isEqualTo(200);
            }
        }
    }

    private static List<Footprint> footprints(String when, Deployment deployment) {
        List<Footprint> footprints =
                deployment.pods().stream().map(Footprint::of).toList();
        System.out.println("Soak: " + when + " " + footprints);
        return footprints;
    }

    private int howMany() {
        return (int) Math.max(FEWEST_CUSTOMERS, duration.toSeconds() / SECONDS_PER_CUSTOMER);
    }

    private static Map<String, String> settings(FaultyLink link) {
        Map<String, String> settings = new HashMap<>();
        settings.put("WALLET_FRESH_FOR", FRESH_FOR.toSeconds() + "s");
        settings.put("WALLET_STALE_IF_ERROR", STALE_IF_ERROR.toSeconds() + "s");
        settings.put("REDIS_URL", link.url());
        settings.put("SESSIONM_BREAKER_WINDOW", "20");
        settings.put("SESSIONM_BREAKER_DELAY", "500ms");
        return settings;
    }
}
