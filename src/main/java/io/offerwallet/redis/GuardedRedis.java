package io.offerwallet.redis;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Timers;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

    private final BoundedRedis redis;
    private final TypedGuard<Uni<@Nullable Response>> breaker;
    private final Listeners<RedisListener> listeners;

    GuardedRedis(RedisLinks links, Timers timers, Duration timeout, Listeners<RedisListener> listeners) {
        this.redis = new BoundedRedis(links, timers, timeout, listeners);
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
                .deferred(() -> breaker.get(() -> redis.send(request)))
                .onFailure(CircuitBreakerOpenException.class)
                .invoke(() -> listeners.tell(listener -> listener.failed(RedisFailure.NOT_ASKED)))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RedisTrouble(RedisFailure.NOT_ASKED));
    }
}
