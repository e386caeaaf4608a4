package io.offerwallet.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.PlainTimers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisLinksTest {

    private static final int LOOPS = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyEventLoopHasItsOwn() {
        RedisLinks links = links(LOOPS);
        for (int i = 0; i < 2 * LOOPS; i++) {
            assertThat(onNextLoop(() -> links.next().here())).isTrue();
        }
    }

    @Test
    void severalOfOneLoopTakeTurns() {
        RedisLinks links = links(2 * LOOPS);
        assertThat(onNextLoop(() -> anotherThan(links.next(), links))).isTrue();
    }

    @Test
    void whoHasNoneHasEachInTurn() {
        RedisLinks links = links(2);
        RedisLink first = links.next();
        RedisLink second = links.next();
        assertThat(first).isNotSameAs(second);
        assertThat(links.next()).isSameAs(first);
        assertThat(links.next()).isSameAs(second);
    }

    private static boolean anotherThan(RedisLink first, RedisLinks links) {
        for (int i = 0; i < 2 * LOOPS; i++) {
            RedisLink next = links.next();
            if (next != first && next.here()) {
                return true;
            }
        }
        return false;
    }

    private RedisLinks links(int count) {
        // Nobody is there; a link has its loop before it has a connection.
        return new RedisLinks(
                count, Redis.createClient(vertx, "redis://localhost:1"), vertx, new PlainTimers(), failure -> {});
    }

    private boolean onNextLoop(BooleanSupplier question) {
        ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        context.runOnContext(here -> answer.complete(question.getAsBoolean()));
        return answer.join();
    }
}
