package io.offerwallet.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A long-lived connection to Redis, or to every master of its cluster, with any number of commands under way at once. It
 * renews itself when it breaks or leads to the wrong server; until then commands fail at once.
 *
 * <p>One connection for all rather than one per command: a pool of exclusive connections turns a burst into a queue, and
 * the queue into errors.
 */
final class RedisLink {

    private final RedisConnector connector;
    private volatile @Nullable RedisConnection connection;

    /** @param onFailure told whenever it can't be connected */
    RedisLink(Redis client, Vertx vertx, Consumer<Throwable> onFailure) {
        this.connector = new RedisConnector(client, vertx, this::use, onFailure);
    }

    /** Whether the caller is on its event loop. */
    boolean here() {
        return connector.here();
    }

    /** Fails at once if there is no connection. */
    Future<@Nullable Response> send(Request request) {
        RedisConnection current = connection;
        return current == null
                ? Future.failedFuture(new RedisTrouble(RedisFailure.UNREACHABLE))
                : current.send(request);
    }

    /**
     * Gives every server something to answer. Connections that hear nothing for a while are closed, which is how one that
     * hangs is noticed; DBSIZE is the cheap command that goes to every master of a cluster.
     */
    void beat() {
        RedisConnection current = connection;
        if (current != null) {
            current.send(Request.cmd(Command.DBSIZE));
        }
    }

    /**
     * Connects, or connects anew: what there is goes on until its successor is there, since a part of a cluster may be as
     * well as ever.
     */
    void renew() {
        connector.connect();
    }

    void close() {
        connector.close();
        RedisConnection current = connection;
        if (current != null) {
            current.close();
        }
    }

    private void use(RedisConnection fresh) {
        RedisConnection old = connection;
        fresh.endHandler(end -> renewIfCurrent(fresh));
        fresh.exceptionHandler(broken -> renewIfCurrent(fresh));
        connection = fresh;
        if (old != null) {
            old.close();
        }
        if (connector.isClosed()) {
            fresh.close();
        }
    }

    private void renewIfCurrent(RedisConnection broken) {
        if (connection == broken) {
            connector.connectLater();
        }
    }
}
