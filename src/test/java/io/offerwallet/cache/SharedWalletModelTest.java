package io.offerwallet.cache;

import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.ModelDeployment;
import io.offerwallet.wallet.TestClock;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletModelContract;
import io.offerwallet.wallet.WalletWorld;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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

/** The model, kept by processes that share a real Redis. They and their clock go on from try to try. */
class SharedWalletModelTest extends WalletModelContract {

    private static final int PROCESSES = 3;
    private static final int STEPS = 40;
    private static final Duration LONG = Duration.ofMinutes(10);

    private static @Nullable Sharing sharing;

    @BeforeContainer
    static void startProcesses() {
        sharing = Sharing.start();
    }

    @AfterContainer
    static void stopProcesses() {
        sharing().close();
    }

    @Property(tries = 60)
    void keepToTheModel(@ForAll("chains") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    @Property(tries = 20)
    void keepToTheModelWhateverRedisForgets(@ForAll("disturbedChains") ActionChain<WalletWorld> chain) {
        run(chain);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> chains() {
        return chains(PROCESSES, SharedWalletModelTest::sharing).withMaxTransformations(STEPS);
    }

    @Provide
    Arbitrary<ActionChain<WalletWorld>> disturbedChains() {
        return disturbedChains(PROCESSES, SharedWalletModelTest::sharing).withMaxTransformations(STEPS);
    }

    private static Sharing sharing() {
        return Objects.requireNonNull(sharing);
    }

    private record Sharing(TestClock clock, RedisServer server, List<SharingProcess> processes, Jedis client)
            implements ModelDeployment {

        static Sharing start() {
            RedisServer server = RedisServer.start();
            TestClock clock = new TestClock();
            // None dies here, and a busy machine must not take its turn from one that is alive.
            List<SharingProcess> processes = IntStream.range(0, PROCESSES)
                    .mapToObj(number -> SharingProcess.start(name(number), server.url(), LONG, LONG, clock))
                    .toList();
            return new Sharing(clock, server, processes, server.client());
        }

        @Override
        public List<SharedWalletStore> stores() {
            return processes.stream().map(process -> process.store).toList();
        }

        @Override
        public boolean waits(int process, WalletKey key) {
            return client.sismember(
                    SharingProcess.KEYS.of(key).waiting(), SharingProcess.KEYS.podChannel(name(process)));
        }

        @Override
        public void forgetEverything() {
            client.flushAll();
        }

        @Override
        public void loseMessages() {
            client.sendCommand(Command.CLIENT, "KILL", "TYPE", "pubsub");
        }

        void close() {
            client.close();
            processes.forEach(SharingProcess::close);
            server.close();
        }

        private static String name(int process) {
            return "process" + process;
        }
    }
}
