package io.offerwallet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** That what the scenarios of faults rely on is there, and fails in the way that they mean. */
class RedisTopologiesTest {

    @Test
    void aServerForgetsEverythingWhenItIsKilled() {
        try (RedisServer redis = RedisServer.start()) {
            try (Jedis client = redis.client()) {
                client.set("a", "1");
            }
            redis.kill();
            assertThat(redis.isAlive()).isFalse();
            redis.restart();
            try (Jedis client = redis.client()) {
                assertThat(client.get("a")).isNull();
            }
        }
    }

    @Test
    void sentinelsPutTheReplicaInThePlaceOfAKilledMaster() {
        try (RedisSentinels redis = RedisSentinels.start()) {
            try (Jedis client = redis.master().client()) {
                client.set("a", "1");
                client.waitReplicas(1, 5000);
            }
            RedisServer old = redis.master();
            redis.failOver();
            RedisServer heir = redis.master();
            assertThat(heir).isNotSameAs(old);
            try (Jedis client = heir.client()) {
                assertThat(client.get("a")).isEqualTo("1");
                assertThat(client.set("a", "2")).isEqualTo("OK");
            }
            redis.bringBack();
            redis.switchOver();
            assertThat(redis.master()).isSameAs(old);
        }
    }

    @Test
    void aClusterGoesOnWithoutTheSlotsOfALostMaster() {
        try (RedisCluster redis = RedisCluster.start()) {
            RedisServer lost = redis.loseMaster();
            assertThat(lost.isAlive()).isFalse();
            RedisServer another = redis.masters().get(2);
            try (Jedis client = another.client()) {
                String key = IntStream.range(0, 1000)
                        .mapToObj(i -> "key" + i)
                        .filter(name -> JedisClusterCRC16.getSlot(name) > 12_000)
                        .findFirst()
                        .orElseThrow();
                assertThat(client.set(key, "1")).isEqualTo("OK");
                assertThat(client.clusterInfo()).contains("cluster_state:ok");
            }
        }
    }

    @Test
    void aReplicaTakesThePlaceOfALostMaster() {
        try (RedisCluster redis = RedisCluster.startWithReplicas();
                JedisCluster client = client(redis)) {
            RedisServer lost = redis.loseMaster();
            IntStream.range(0, 100).forEach(i -> client.set("key" + i, "a"));
            lost.restart();
            redis.awaitWhole();
        }
    }

    @Test
    void aSecuredServerLetsStrangersKnowThatItIsThereAndNothingElse(@TempDir Path directory) {
        PrivateCa ca = PrivateCa.in(directory, "redis");
        try (SecuredRedis redis = SecuredRedis.start(ca, ca.issueFor("localhost"), "a:");
                Jedis client = redis.plainClient()) {
            assertThat(client.ping()).isEqualTo("PONG");
            assertThatThrownBy(() -> client.get("a:1"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOPERM");
            client.auth(SecuredRedis.USERNAME, SecuredRedis.PASSWORD);
            assertThat(client.set("a:1", "1")).isEqualTo("OK");
            assertThatThrownBy(() -> client.get("b:1"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOPERM");
            assertThat(redis.url()).startsWith("rediss://");
        }
    }

    private static JedisCluster client(RedisCluster redis) {
        return new JedisCluster(Stream.of(redis.hosts().split(",", -1))
                .map(URI::create)
                .map(uri -> new HostAndPort(uri.getHost(), uri.getPort()))
                .collect(Collectors.toSet()));
    }
}
