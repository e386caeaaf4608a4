package io.offerwallet.packaged;

import io.offerwallet.testing.PrivateCa;
import io.offerwallet.testing.RedisCluster;
import io.offerwallet.testing.RedisSentinels;
import io.offerwallet.testing.SecuredRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of Redis that can be configured is shared, and the kinds that survive the loss of a server do. */
@Timeout(180)
class RedisModesIT {

    private static final int PODS = 2;

    @Test
    void sentinelsLeadToTheMasterAndToTheNextOne() {
        try (RedisSentinels redis = RedisSentinels.start();
                Deployment deployment =
                        deploy(Map.of("REDIS_HOSTS", redis.hosts(), "REDIS_MASTER_NAME", RedisSentinels.MASTER_NAME))) {
            Sharing.awaitShared(deployment);
            UnderLoad.happens("sentinel, master killed", deployment, load -> {
                redis.failOver();
                Sharing.awaitShared(deployment);
            });
            redis.bringBack();
            UnderLoad.happens("sentinel, master changed", deployment, load -> {
                redis.switchOver();
                Sharing.awaitShared(deployment);
            });
        }
    }

    @Test
    void aClusterIsSharedAndReplicasTakeThePlaceOfMasters() {
        try (RedisCluster redis = RedisCluster.startWithReplicas();
                Deployment deployment = deploy(Map.of("REDIS_HOSTS", redis.hosts()))) {
            Sharing.awaitShared(deployment);
            UnderLoad.happens("cluster, master replaced", deployment, load -> {
                redis.loseMaster();
                Sharing.awaitShared(deployment);
            });
        }
    }

    @Test
    void theLossOfAPartOfAClusterCostsSpeedOnly() {
        try (RedisCluster redis = RedisCluster.start();
                Deployment deployment = deploy(Map.of("REDIS_HOSTS", redis.hosts()))) {
            Sharing.awaitShared(deployment);
            UnderLoad.happens("cluster, master lost", deployment, load -> {
                redis.loseMaster();
                load.goesOnFor(Duration.ofSeconds(8));
            });
        }
    }

    @Test
    void aRedisIsReachedByTlsAsAUserWhoMayNoMoreThanItNeeds(@TempDir Path directory) {
        PrivateCa ca = PrivateCa.in(directory, "redis");
        try (SecuredRedis redis = SecuredRedis.start(ca, ca.issueFor("localhost"), "offer-wallet");
                Deployment deployment = deploy(Map.of(
                        "REDIS_URL",
                        redis.url(),
                        "REDIS_USERNAME",
                        SecuredRedis.USERNAME,
                        "REDIS_PASSWORD",
                        SecuredRedis.PASSWORD,
                        "REDIS_CA_CERTIFICATES",
                        ca.certificate().toString()))) {
            Sharing.awaitShared(deployment);
        }
    }

    private static Deployment deploy(Map<String, String> redis) {
        Map<String, String> settings = new HashMap<>(UnderLoad.settings());
        settings.putAll(redis);
        return Deployment.start(PODS, settings);
    }
}
