package io.offerwallet.testing;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** A Redis cluster of three masters, if wanted with a replica each. Closing it stops all nodes. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<RedisServer> masters = new ArrayList<>();
    private final List<RedisServer> replicas = new ArrayList<>();

    private RedisCluster() {}

    /** Starts three masters. The slots of one that is lost are lost; the others go on with theirs. */
    public static RedisCluster start() {
        return start(false);
    }

    /** Starts three masters with a replica each, which takes the place of a lost master. */
    public static RedisCluster startWithReplicas() {
        return start(true);
    }

    private static RedisCluster start(boolean withReplicas) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < MASTERS; i++) {
                cluster.masters.add(node());
                if (withReplicas) {
                    cluster.replicas.add(node());
                }
            }
            cluster.shareOutSlots();
            cluster.meet();
            cluster.replicate();
            return cluster;
        } catch (RuntimeException | Error failed) {
            cluster.close();
            throw failed;
        }
    }

    /** All nodes, as {@code REDIS_HOSTS} takes them. */
    public String hosts() {
        return nodes().map(node -> "redis://127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    /** The nodes that began as masters. */
    public List<RedisServer> masters() {
        return List.copyOf(masters);
    }

    /**
     * Kills the first master and waits until its replica, if there is one, has taken its place; gives the one that was
     * killed.
     */
    public RedisServer loseMaster() {
        RedisServer lost = masters.get(0);
        lost.kill();
        if (!replicas.isEmpty()) {
            RedisServer heir = replicas.get(0);
            await().atMost(LONGEST).pollInterval(POLL).until(() -> asks(heir, "INFO", "replication")
                    .contains("role:master"));
            awaitWhole();
        }
        return lost;
    }

    /** Waits until every node that runs says that all slots are served. */
    public void awaitWhole() {
        await().atMost(LONGEST).pollInterval(POLL).until(() -> nodes().filter(RedisServer::isAlive)
                .allMatch(node -> asks(node, "CLUSTER", "INFO").contains("cluster_slots_ok:" + SLOTS)));
    }

    @Override
    public void close() {
        nodes().forEach(RedisServer::close);
    }

    private static RedisServer node() {
        return RedisServer.start(
                "--cluster-enabled",
                "yes",
                "--cluster-config-file",
                "nodes.conf",
                "--cluster-node-timeout",
                "1500",
                "--cluster-require-full-coverage",
                "no");
    }

    private Stream<RedisServer> nodes() {
        return Stream.concat(masters.stream(), replicas.stream());
    }

    private void shareOutSlots() {
        for (int i = 0; i < MASTERS; i++) {
            try (Jedis client = masters.get(i).client()) {
                client.sendCommand(Protocol.Command.CLUSTER, "SET-CONFIG-EPOCH", Integer.toString(i + 1));
                client.clusterAddSlots(IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
                        .toArray());
            }
        }
    }

    private void meet() {
        try (Jedis client = masters.get(0).client()) {
            nodes().skip(1).forEach(node -> client.clusterMeet("127.0.0.1", node.port()));
        }
        long nodes = nodes().count();
        await().atMost(LONGEST).pollInterval(POLL).until(() -> nodes().allMatch(node -> {
            String info = asks(node, "CLUSTER", "INFO");
            return info.contains("cluster_known_nodes:" + nodes) && info.contains("cluster_state:ok");
        }));
    }

    private void replicate() {
        for (int i = 0; i < replicas.size(); i++) {
            String id = asks(masters.get(i), "CLUSTER", "MYID");
            try (Jedis client = replicas.get(i).client()) {
                client.clusterReplicate(id);
            }
        }
        await().atMost(LONGEST).pollInterval(POLL).until(() -> replicas.stream()
                .allMatch(node -> asks(node, "INFO", "replication").contains("master_link_status:up")));
    }

    private static String asks(RedisServer node, String command, String argument) {
        try (Jedis client = node.client()) {
            return new String(
                    (byte[]) client.sendCommand(Protocol.Command.valueOf(command), argument), StandardCharsets.UTF_8);
        }
    }
}
