package io.offerwallet.cache;

import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisLinks;
import io.offerwallet.redis.RedisListener;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PlainTimers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a process that shares a Redis has of it, without the rest of the process. */
final class SharingProcess implements AutoCloseable {

    static final Duration LEASE = Duration.ofMillis(1500);
    static final RedisKeys KEYS = new RedisKeys("test", "a key of some length", "retailer");

    private static final long MEMORY_BYTES = 10_000_000;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int LINKS = 2;
    private static final Listeners<RedisListener> NOBODY = new Listeners<>(List.of());

    final WalletMemory memory;
    final Membership membership;
    final LoadLeases leases;
    final SharedWalletStore store;
    final RedisPauses pauses;
    final RedisCommands redis;
    private final SharedTier tier;
    private final Vertx vertx = Vertx.vertx();

    private SharingProcess(
            String name, String url, Duration memoryFor, Duration lease, Duration commandTimeout, InstantSource clock) {
        RedisOptions options = new RedisOptions().setConnectionString(url).setMaxWaitingHandlers(32_768);
        options.getNetClientOptions().setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout(2000);
        Redis commands = Redis.createClient(vertx, options);
        RedisLinks links = new RedisLinks(LINKS, commands, vertx, new PlainTimers(), failure -> {});
        redis = links.guarded(commandTimeout, NOBODY);
        membership = new Membership(name, redis, KEYS, System::nanoTime);
        memory = new WalletMemory(MEMORY_BYTES, memoryFor, clock, Ticker.systemTicker());
        PurgeMarks<String> marks = new PurgeMarks<>(LONG, Ticker.systemTicker());
        PurgeBus bus = new PurgeBus(redis, KEYS, membership, marks, System::nanoTime);
        leases = new LoadLeases(redis, lease, LONG, name, KEYS.podChannel(name), System::nanoTime);
        store = new SharedWalletStore(
                memory,
                KEYS,
                new RedisWallets(redis, clock, LONG, MEMORY_BYTES),
                leases,
                membership,
                marks,
                bus,
                clock,
                NOBODY);
        pauses = new RedisPauses(name, redis, KEYS);
        tier = new SharedTier(
                vertx,
                links,
                Redis.createClient(vertx, new RedisOptions().setConnectionString(url)),
                KEYS,
                store,
                membership,
                leases,
                bus,
                pauses,
                NOBODY);
    }

    /** Starts one and waits until it hears what the others say. */
    static SharingProcess start(String name, String url) {
        return start(name, url, LONG, InstantSource.system());
    }

    /** @param memoryFor how long it uses its memory without looking into Redis; zero: never */
    static SharingProcess start(String name, String url, Duration memoryFor, InstantSource clock) {
        return start(name, url, memoryFor, LEASE, clock);
    }

    /** @param lease for how long it keeps others from loading if it dies */
    static SharingProcess start(String name, String url, Duration memoryFor, Duration lease, InstantSource clock) {
        // Longer than in production: these tests are about what is said, and a busy machine must not keep them silent.
        SharingProcess process = new SharingProcess(name, url, memoryFor, lease, Duration.ofSeconds(2), clock);
        process.tier.open();
        process.awaitListening();
        return process;
    }

    void awaitListening() {
        await().atMost(Duration.ofSeconds(20)).until(membership::listening);
    }

    @Override
    public void close() {
        tier.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Ends without a word to the others, as if it had been killed. */
    void die() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
