package io.offerwallet.packaged;

import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Users;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Several proxies, and one simulated SessionM for them all, each a process of its own. Closing it stops them. */
final class Deployment implements AutoCloseable {

    /** Small, so that several fit where a build runs; the collector and compiler are those that need the fewest threads. */
    private static final String[] SMALL = BuiltArtifact.isNative()
            ? new String[] {"-Xmx192m"}
            : new String[] {"-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    private final PackagedApplication sessionm;
    private final Simulator simulator;
    private final IntFunction<Map<String, String>> settings;
    private final List<Pod> pods = new ArrayList<>();

    private Deployment(IntFunction<Map<String, String>> settings) {
        this.settings = settings;
        this.sessionm = launchSessionM();
        this.simulator = Simulator.at(sessionm.port());
    }

    /** Starts so many proxies that all have these settings too. */
    static Deployment start(int pods, Map<String, String> settings) {
        return start(pods, pod -> settings);
    }

    /** Starts so many proxies; {@code settings} are those that one has of its own, by its number from 0. */
    static Deployment start(int pods, IntFunction<Map<String, String>> settings) {
        Deployment deployment = new Deployment(settings);
        try {
            for (int i = 0; i < pods; i++) {
                deployment.pods.add(deployment.launch(i, SMALL));
            }
            deployment.sessionm.awaitReady();
            deployment.pods.forEach(pod -> pod.process().awaitReady());
            deployment.warmUp();
            return deployment;
        } catch (RuntimeException | Error failed) {
            deployment.close();
            throw failed;
        }
    }

    /** One more simulated SessionM, which knows the same customers. */
    static PackagedApplication launchSessionM() {
        return PackagedApplication.launch(
                Map.of(
                        "SIMULATOR_ENABLED", "true",
                        "SIMULATOR_SESSIONM_LATENCY_MEDIAN", "10ms",
                        "SIMULATOR_SESSIONM_LATENCY_TAIL", "40ms"),
                SMALL);
    }

    Pod pod(int number) {
        return pods.get(number);
    }

    List<Pod> pods() {
        return List.copyOf(pods);
    }

    Simulator sessionm() {
        return simulator;
    }

    /** Starts one more proxy without waiting for it; {@link #pods} has it from then on. */
    Pod launchAnother() {
        return launchAnother(SMALL);
    }

    /** As {@link #launchAnother()}, with these options of the virtual machine. */
    Pod launchAnother(String... javaOptions) {
        Pod another = launch(pods.size(), javaOptions);
        pods.add(another);
        return another;
    }

    @Override
    public void close() {
        pods.forEach(Pod::close);
        sessionm.close();
    }

    private Pod launch(int number, String... javaOptions) {
        Map<String, String> all = new HashMap<>(Map.of(
                "SESSIONM_CONNECT_URL",
                simulator.url(),
                "SESSIONM_CONNECT_AUTHORIZATION",
                Simulator.AUTHORIZATION,
                "SESSIONM_RETAILER_ID",
                Simulator.RETAILER,
                // Answers that a test holds back must not keep later ones from being asked for.
                "SESSIONM_BREAKER_WINDOW",
                "10000",
                "WALLET_CULTURES",
                Pod.EN + "," + Pod.FR,
                "WALLET_ACCESS_LOG",
                "false",
                "REDIS_HASH_KEY",
                "a-hash-key-of-our-own"));
        all.putAll(Pod.clients());
        all.putAll(settings.apply(number));
        return Pod.launch("pod " + number, all, javaOptions);
    }

    /** What a virtual machine does for the first time may take it longer than a request has. */
    private void warmUp() {
        for (Pod pod : pods) {
            for (int i = 0; i < 20; i++) {
                pod.wallet(Users.somebody());
            }
        }
        simulator.resetStats();
    }
}
