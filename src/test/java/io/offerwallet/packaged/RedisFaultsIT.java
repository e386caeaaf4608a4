package io.offerwallet.packaged;

import io.offerwallet.testing.FaultyLink;
import io.offerwallet.testing.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Redis and the ways to it fail in all manners while several processes are under load: no answer is wrong, late or an
 * error, and when it is well again, wallets are shared and purges confirmed as before.
 */
@Timeout(120)
class RedisFaultsIT {

    private static final int PODS = 3;

    private static RedisServer redis;
    private static List<FaultyLink> links;
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
        links = Stream.generate(() -> FaultyLink.to(redis.port())).limit(PODS).toList();
        deployment = Deployment.start(PODS, pod -> {
            Map<String, String> settings = new HashMap<>(UnderLoad.settings());
            settings.put("REDIS_URL", links.get(pod).url());
            return settings;
        });
    }

    @AfterAll
    static void stop() {
        deployment.close();
        links.forEach(FaultyLink::close);
        redis.close();
    }

    @BeforeEach
    @AfterEach
    void everythingIsWell() {
        links.forEach(FaultyLink::restore);
        if (!redis.isAlive()) {
            redis.restart();
        }
        redis.resume();
        Sharing.awaitShared(deployment);
    }

    @Test
    void redisIsKilledAndStartsAgainEmpty() {
        UnderLoad.happens("killed", deployment, load -> {
            redis.kill();
            Sharing.awaitDegraded(deployment);
            load.goesOnFor(Duration.ofSeconds(3));
            redis.restart();
            Sharing.awaitShared(deployment);
        });
    }

    @Test
    void redisHangs() {
        UnderLoad.happens("paused", deployment, load -> {
            redis.pause();
            Sharing.awaitDegraded(deployment);
            load.goesOnFor(Duration.ofSeconds(5));
            redis.resume();
            Sharing.awaitShared(deployment);
        });
    }

    @Test
    void redisIsFull() {
        UnderLoad.happens("full", deployment, load -> {
            try (Junk junk = Junk.fill(redis)) {
                load.goesOnFor(Duration.ofSeconds(2));
                junk.fillAgain();
                load.goesOnFor(Duration.ofSeconds(2));
            }
            Sharing.awaitShared(deployment);
        });
    }

    @Test
    void connectionsBreakAgainAndAgain() {
        UnderLoad.happens("reset", deployment, load -> {
            for (int i = 0; i < 10; i++) {
                links.forEach(FaultyLink::reset);
                load.goesOnFor(Duration.ofMillis(300));
            }
            Sharing.awaitShared(deployment);
        });
    }

    @Test
    void redisIsFarAway() {
        UnderLoad.happens("slow", deployment, load -> {
            links.forEach(link -> link.delay(Duration.ofMillis(200)));
            load.goesOnFor(Duration.ofSeconds(5));
            links.forEach(FaultyLink::restore);
            Sharing.awaitShared(deployment);
        });
    }

    /** The others confirm purges meanwhile only if this one can't show any more what was purged. */
    @Test
    void onePodHearsNothingOfRedisAndDoesNotKnowIt() {
        UnderLoad.happens("one hangs", deployment, load -> {
            links.get(1).hang();
            load.goesOnFor(Duration.ofSeconds(6));
            links.get(1).restore();
            Sharing.awaitShared(deployment);
        });
    }

    @Test
    void onePodIsCutOffFromRedis() {
        UnderLoad.happens("one cut off", deployment, load -> {
            links.get(1).cut();
            load.goesOnFor(Duration.ofSeconds(6));
            links.get(1).restore();
            Sharing.awaitShared(deployment);
        });
    }
}
