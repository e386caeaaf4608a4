package io.offerwallet.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one connection on which this process hears from the others; renewed when it breaks. Nothing but subscribing is ever
 * sent over it: a reply would come between the messages.
 */
public final class Subscriber {

    private static final int MESSAGE_PARTS = 3;

    private final RedisConnector connector;
    private final List<String> channels;
    private final Consumer<String> onMessage;
    private final Runnable onLost;
    private volatile @Nullable RedisConnection connection;

    /**
     * @param onMessage given one message after the other, of whichever channel
     * @param onLost told when messages may have been missed
     */
    public Subscriber(Redis client, Vertx vertx, List<String> channels, Consumer<String> onMessage, Runnable onLost) {
        // Whoever sends commands tells of failures to connect; Redis is the same.
        this.connector = new RedisConnector(client, vertx, this::subscribe, failure -> {});
        this.channels = List.copyOf(channels);
        this.onMessage = onMessage;
        this.onLost = onLost;
    }

    public void open() {
        connector.connect();
    }

    public boolean connected() {
        return connection != null;
    }

    /** Gives the connection up and opens another. */
    public void renew() {
        RedisConnection current = connection;
        if (current != null) {
            lost(current);
            current.close();
        }
    }

    public void close() {
        connector.close();
        renew();
    }

    private void subscribe(RedisConnection fresh) {
        connection = fresh;
        fresh.handler(this::heard);
        fresh.endHandler(end -> lost(fresh));
        fresh.exceptionHandler(broken -> lost(fresh));
        Request subscribe = Request.cmd(Command.SUBSCRIBE);
        channels.forEach(subscribe::arg);
        fresh.send(subscribe).onFailure(broken -> lost(fresh));
        if (connector.isClosed()) {
            renew();
        }
    }

    private void heard(@Nullable Response message) {
        if (message != null
                && message.size() == MESSAGE_PARTS
                && "message".equals(message.get(0).toString())) {
            onMessage.accept(message.get(2).toString(UTF_8));
        }
    }

    private void lost(RedisConnection broken) {
        synchronized (this) {
            if (connection != broken) {
                return;
            }
            connection = null;
        }
        onLost.run();
        connector.connectLater();
    }
}
