package io.offerwallet.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;

/** Redis, as others see it: something that answers soon or not at all. */
public interface RedisCommands {

    /**
     * Sends a command when subscribed to.
     *
     * <p>The answer comes within the command timeout. Fails with {@link RedisTrouble} only: Redis is out of reach, too slow,
     * or refused the command. What failed may have been carried out all the same.
     */
    Uni<@Nullable Response> send(Request request);
}
