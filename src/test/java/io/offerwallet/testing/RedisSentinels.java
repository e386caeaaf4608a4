package io.offerwallet.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** A master, its replica, and three sentinels that watch over them and are quick to act. Closing it stops them all. */
public final class RedisSentinels implements AutoCloseable {

    public static final String MASTER_NAME = "wallets";

    private static final int SENTINELS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<RedisServer> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisSentinels() {}

    /** Starts them, and waits until every sentinel knows all others. */
    public static RedisSentinels start() {
        RedisSentinels all = new RedisSentinels();
        try {
            RedisServer master = RedisServer.start();
            all.servers.add(master);
            all.servers.add(RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port())));
            for (int i = 0; i < SENTINELS; i++) {
                all.sentinels.add(sentinel(master.port()));
            }
            all.awaitWhole();
            return all;
        } catch (RuntimeException | Error failed) {
            all.close();
            throw failed;
        }
    }

    /** The sentinels, as {@code REDIS_HOSTS} takes them. */
    public String hosts() {
        return sentinels.stream()
                .map(sentinel -> "redis://127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(","));
    }

    /** The server that the sentinels take for the master now. */
    public RedisServer master() {
        int port = masterPort(sentinels.get(0));
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** Kills the master and waits until the other has taken its place. */
    public void failOver() {
        RedisServer old = master();
        old.kill();
        awaitAnotherThan(old);
    }

    /** Starts what was killed as a replica of the new master, and waits until the sentinels count on it. */
    public void bringBack() {
        RedisServer master = master();
        for (RedisServer server : servers) {
            if (!server.isAlive()) {
                server.restart();
                try (Jedis client = server.client()) {
                    client.slaveof("127.0.0.1", master.port());
                }
            }
        }
        awaitWhole();
    }

    /** Lets master and replica change places while both are well, as for maintenance. */
    public void switchOver() {
        RedisServer old = master();
        try (Jedis sentinel = sentinels.get(0).client()) {
            sentinel.sentinelFailover(MASTER_NAME);
        }
        awaitAnotherThan(old);
    }

    private void awaitWhole() {
        await().atMost(LONGEST).pollInterval(POLL).until(() -> sentinels.stream()
                .allMatch(RedisSentinels::seesEverybody));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisServer::close);
    }

    private void awaitAnotherThan(RedisServer old) {
        await().atMost(LONGEST)
                .pollInterval(POLL)
                .until(() -> sentinels.stream().noneMatch(sentinel -> masterPort(sentinel) == old.port())
                        && isMaster(master()));
    }

    // Sentinels ask every second: if they took less than that for too long, they would depose a master that is well.
    private static RedisProcess sentinel(int masterPort) {
        int port = FreePort.next();
        Path directory = RedisProcess.newDirectory();
        Path configuration = directory.resolve("sentinel.conf");
        String text = """
                port %1$d
                bind 127.0.0.1
                dir %2$s
                sentinel monitor %3$s 127.0.0.1 %4$d 2
                sentinel down-after-milliseconds %3$s 1200
                sentinel failover-timeout %3$s 5000
                """.formatted(port, directory, MASTER_NAME, masterPort);
        try {
            Files.writeString(configuration, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        RedisProcess sentinel = new RedisProcess(directory, port, List.of(configuration.toString(), "--sentinel"));
        sentinel.awaitAnswer();
        return sentinel;
    }

    private static int masterPort(RedisProcess sentinel) {
        try (Jedis client = sentinel.client()) {
            return Integer.parseInt(
                    client.sentinelGetMasterAddrByName(MASTER_NAME).get(1));
        }
    }

    private static boolean isMaster(RedisServer server) {
        try (Jedis client = server.client()) {
            return client.info("replication").contains("role:master");
        }
    }

    private static boolean seesEverybody(RedisProcess sentinel) {
        try (Jedis client = sentinel.client()) {
            Map<String, String> master = client.sentinelMasters().get(0);
            return "master".equals(master.get("flags"))
                    && Integer.toString(SENTINELS - 1).equals(master.get("num-other-sentinels"))
                    && client.sentinelReplicas(MASTER_NAME).stream()
                            .anyMatch(replica -> "slave".equals(replica.get("flags"))
                                    && "ok".equals(replica.get("master-link-status")));
        }
    }
}
