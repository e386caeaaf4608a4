package io.offerwallet.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisConnectionException;

class FaultyLinkTest {

    private RedisServer redis;
    private FaultyLink link;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        link = FaultyLink.to(redis.port());
    }

    @AfterEach
    void stop() {
        link.close();
        redis.close();
    }

    @Test
    void handsOnWhatComes() {
        String large = "x".repeat(1_000_000);
        try (Jedis client = client()) {
            assertThat(client.set("a", large)).isEqualTo("OK");
            assertThat(client.get("a")).isEqualTo(large);
            assertThat(link.connections()).isEqualTo(1);
        }
        await().until(() -> link.connections() == 0);
    }

    @Test
    void delaysAnswersButNotOneAfterTheOther() {
        link.delay(Duration.ofMillis(200));
        try (Jedis client = client()) {
            long start = System.nanoTime();
            Pipeline pipeline = client.pipelined();
            for (int i = 0; i < 50; i++) {
                pipeline.set("a" + i, "b");
            }
            pipeline.sync();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
        }
    }

    @Test
    void losesNothingWhileItHangs() throws Exception {
        try (Jedis client = client()) {
            client.set("a", "1");
            link.hang();
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> client.get("a"));
            try (Jedis directly = redis.client()) {
                assertThat(directly.info("commandstats")).doesNotContain("cmdstat_get:");
            }
            link.restore();
            assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void breaksConnectionsAndTakesNewOnes() {
        Jedis broken = client();
        broken.ping();
        link.reset();
        assertThatThrownBy(broken::ping).isInstanceOf(JedisConnectionException.class);
        try (Jedis client = client()) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void takesNobodyWhileItIsCut() {
        link.cut();
        assertThatThrownBy(() -> client().ping()).isInstanceOf(JedisConnectionException.class);
        link.restore();
        try (Jedis client = client()) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void refusesEverybodyUntilItIsRestored() {
        Jedis broken = client();
        broken.ping();
        link.refuse();
        assertThatThrownBy(broken::ping).isInstanceOf(JedisConnectionException.class);
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), link.port()).close())
                .isInstanceOf(ConnectException.class);
        link.restore();
        try (Jedis client = client()) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void breaksConnectionsWhoseServerHasGone() {
        Jedis broken = client();
        broken.ping();
        redis.kill();
        assertThatThrownBy(broken::ping).isInstanceOf(JedisConnectionException.class);
    }

    private Jedis client() {
        return new Jedis("localhost", link.port(), 5000);
    }
}
