package io.offerwallet.redis;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Timers;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Redis, where every command has the command timeout. */
final class BoundedRedis implements RedisCommands {

    private final RedisLinks links;
    private final Timers timers;
    private final Duration timeout;
    private final Listeners<RedisListener> listeners;

    /** @param listeners told of commands that aren't answered */
    BoundedRedis(RedisLinks links, Timers timers, Duration timeout, Listeners<RedisListener> listeners) {
        this.links = links;
        this.timers = timers;
        this.timeout = timeout;
        this.listeners = listeners;
    }

    @Override
    public Uni<@Nullable Response> send(Request request) {
        return Uni.createFrom().deferred(() -> sent(request));
    }

    private Uni<@Nullable Response> sent(Request request) {
        RedisLink link = links.next();
        Uni<@Nullable Response> answer =
                Uni.createFrom().completionStage(() -> link.send(request).toCompletionStage());
        return timers.within(timeout, answer, () -> new RedisTrouble(RedisFailure.TOO_SLOW))
                .onFailure()
                .transform(failure -> trouble(link, failure))
                .onFailure(RedisTrouble.class)
                .invoke(trouble -> told(trouble.kind()));
    }

    private void told(RedisFailure kind) {
        if (kind != RedisFailure.NO_SCRIPT) {
            listeners.tell(listener -> listener.failed(kind));
        }
    }

    private static RedisTrouble trouble(RedisLink link, Throwable failure) {
        if (failure instanceof RedisTrouble trouble) {
            return trouble;
        }
        if (failure instanceof ErrorType error) {
            RedisTrouble trouble = RedisTrouble.reply(error);
            if (trouble.kind() == RedisFailure.NOT_SERVING) {
                // After a failover the old master is a replica; asking anew who is master leads to the right one.
                link.renew();
            }
            return trouble;
        }
        return new RedisTrouble(RedisFailure.UNREACHABLE);
    }
}
