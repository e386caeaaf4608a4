package io.offerwallet.cache;

import static org.awaitility.Awaitility.await;

import io.offerwallet.cache.RedisKeys.Keys;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.ModelDeployment;
import io.offerwallet.wallet.TestClock;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletModelContract;
import io.offerwallet.wallet.WalletStore;
import io.offerwallet.wallet.WalletWorld;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.ActionChain;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** The model, kept by two processes that share a real Redis. */
class SharedWalletModelTest extends WalletModelContract {

    private static final int STEPS = 60;

    /** No process dies here, and none may lose its turn because the machine is busy. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration LONG = Duration.ofMinutes(10);

    /** One for all chains, as each has users of its own. */
    private static @Nullable Sharing sharing;

    @BeforeContainer
    static void start() {
        RedisServer server = RedisServer.start();
        TestClock clock = new TestClock();
        List<SharingProcess> processes = Stream.of("a", "b")
                .map(name -> SharingProcess.start(name, server.url(), LONG, LEASE, clock))
                .toList();
        sharing = new Sharing(clock, processes, server);
    }

    @AfterContainer
    static void stop() {
        sharing().close();
    }

    @Property(tries = 150)
    void keepsToTheModel(@ForAll("chains") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    /** Redis loses everything, and messages, now and then. */
    @Property(tries = 10)
    void keepsToTheModelWhateverIsLost(@ForAll("disturbedChains") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> chains() {
        return chains(2, SharedWalletModelTest::sharing).withMaxTransformations(STEPS);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> disturbedChains() {
        return disturbedChains(2, SharedWalletModelTest::sharing).withMaxTransformations(STEPS);
    }

    private static Sharing sharing() {
        return Objects.requireNonNull(sharing);
    }

    private record Sharing(TestClock clock, List<SharingProcess> processes, RedisServer server)
            implements ModelDeployment, AutoCloseable {

        @Override
        public List<? extends WalletStore> stores() {
            return processes.stream().map(process -> process.store).toList();
        }

        @Override
        public boolean waits(int process, WalletKey key) {
            Keys names = SharingProcess.KEYS.of(key);
            String channel = SharingProcess.KEYS.podChannel(
                    processes.get(process).membership.name());
            try (Jedis client = server.client()) {
                return client.sismember(names.waiting(), channel);
            }
        }

        @Override
        public void forgetEverything() {
            try (Jedis client = server.client()) {
                client.flushAll();
            }
        }

        @Override
        public void loseMessages() {
            List<Long> epochs = processes.stream()
                    .map(process -> process.membership.epoch())
                    .toList();
            try (Jedis client = server.client()) {
                client.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
            }
            for (int i = 0; i < processes.size(); i++) {
                Membership membership = processes.get(i).membership;
                long before = epochs.get(i);
                await().pollInterval(Duration.ofMillis(10))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> membership.epoch() > before && membership.listening());
            }
        }

        @Override
        public void close() {
            processes.forEach(SharingProcess::close);
            server.close();
        }
    }
}
