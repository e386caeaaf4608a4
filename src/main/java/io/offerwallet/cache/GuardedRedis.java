package io.offerwallet.cache;

import io.offerwallet.wallet.Listeners;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * Redis within bounds: every command has the command timeout, and while most of them fail none is sent, but for one now
 * and then that finds out whether Redis is back.
 */
final class GuardedRedis implements RedisCommands {

    /** The breaker's name in fault-tolerance metrics and maintenance. */
    static final String BREAKER = "redis";

    private static final int WINDOW = 20;
    private static final double FAILURE_RATIO = 0.5;
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final List<RedisLink> links;
    private final Duration timeout;
    private final TypedGuard<Uni<@Nullable Response>> breaker;
    private final Listeners<RedisListener> listeners;
    private final AtomicInteger next = new AtomicInteger();

    GuardedRedis(List<RedisLink> links, Duration timeout, Listeners<RedisListener> listeners) {
        this.links = List.copyOf(links);
        this.timeout = timeout;
        this.listeners = listeners;
        this.breaker = TypedGuard.create(new TypeLiteral<Uni<@Nullable Response>>() {})
                .withDescription(BREAKER)
                .withCircuitBreaker()
                .name(BREAKER)
                .when(failure -> failure instanceof RedisTrouble trouble
                        && trouble.kind().general())
                .requestVolumeThreshold(WINDOW)
                .failureRatio(FAILURE_RATIO)
                .delay(DELAY.toMillis(), ChronoUnit.MILLIS)
                .onStateChange(
                        state -> listeners.tell(listener -> listener.leftAlone(state != CircuitBreakerState.CLOSED)))
                .done()
                .build();
    }

    @Override
    public Uni<@Nullable Response> send(Request request) {
        return Uni.createFrom()
                .deferred(() -> breaker.get(() -> sent(request)))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RedisTrouble(RedisFailure.NOT_ASKED))
                .onFailure(RedisTrouble.class)
                .invoke(trouble -> told(trouble.kind()));
    }

    private Uni<@Nullable Response> sent(Request request) {
        RedisLink link = links.get(Math.floorMod(next.getAndIncrement(), links.size()));
        return Uni.createFrom()
                .completionStage(() -> link.send(request).toCompletionStage())
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new RedisTrouble(RedisFailure.TOO_SLOW))
                .onFailure()
                .transform(failure -> trouble(link, failure));
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
