package io.offerwallet.packaged;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.offerwallet.deployment.DeploymentFiles;
import io.offerwallet.deployment.Manifests;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Users;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The pods of the overlays, started as processes in what is as good as their containers. */
@EnabledIf("io.offerwallet.packaged.Container#isPossible")
@Timeout(120)
class ContainerIT {

    /** 128 and the number of SIGTERM. */
    private static final int TERMINATED = 143;

    private static final long MIB = 1 << 20;

    @Test
    void theProductionPodServesWhomItKnowsAndEndsWithoutFailingAnybody() throws IOException {
        DeploymentFiles files = DeploymentFiles.copy();
        String said = files.makeSecrets();
        if (!BuiltArtifact.isNative()) {
            takeTheJvmComponent(files.resolve("kubernetes/overlays/production/kustomization.yaml"));
        }
        Manifests manifests = Manifests.read(files.kustomized("production"));
        try (PackagedApplication sessionm = Deployment.launchSessionM();
                RedisServer redis = RedisServer.configured(
                        manifests.file("redis", "redis.conf"), manifests.file("redis", "users.acl"))) {
            Map<String, String> environment = new HashMap<>(manifests.environment(manifests.proxy()));
            environment.put(
                    "SESSIONM_CONNECT_URL", Simulator.at(sessionm.port()).url());
            environment.put("SESSIONM_RETAILER_ID", Simulator.RETAILER);
            environment.put("REDIS_URL", redis.url());
            Optional<Cgroup> memory = Cgroup.ofAtMost(limit(manifests));
            try (PackagedApplication pod = Container.launch(
                    Image.ofDockerfile(), environment, manifests.secretFiles(manifests.proxy()), memory)) {
                sessionm.awaitReady();
                pod.awaitReady();
                mayDoNothing(pod);
                probesAreAnswered(manifests, pod);
                // A Redis that is new divides no budget until whatever one before it may have granted has passed.
                await().until(() -> wallet(pod, Users.somebody(), said).statusCode() == 200);
                servesWhomItKnows(pod, said);
                assertThat(pod.management("/q/health/ready").body()).contains("\"state\": \"ok\"");
                assertThat(pod.output().lines())
                        .filteredOn(line -> line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\""))
                        .allMatch(line -> line.contains("SessionM's budget isn't divided by Redis"));
                endsWell(manifests, pod, said);
                assertThat(memory.map(Cgroup::killed).orElse(0L)).isZero();
            } finally {
                memory.ifPresent(Cgroup::close);
            }
        }
    }

    @Test
    void theDemoRunsInAsLittleAs128MiB() {
        Assumptions.assumeTrue(BuiltArtifact.isNative(), "A JVM takes more.");
        Optional<Cgroup> memory = Cgroup.ofAtMost(128 * MIB);
        Assumptions.assumeTrue(memory.isPresent(), "The kernel lets us limit no memory here.");
        Manifests manifests = Manifests.read(DeploymentFiles.copy().kustomized("demo"));
        Map<String, String> environment = new HashMap<>(manifests.environment(manifests.proxy()));
        environment.put("QUARKUS_SHUTDOWN_DELAY", "0s");
        // One is asked for after the other.
        environment.put("SIMULATOR_SESSIONM_LATENCY_MEDIAN", "0ms");
        environment.put("SIMULATOR_SESSIONM_LATENCY_TAIL", "0ms");
        try (PackagedApplication pod = Container.launch(Image.ofDockerfile(), environment, Map.of(), memory)) {
            pod.awaitReady();
            for (int i = 0; i < 2000; i++) {
                assertThat(pod.get("/v1/wallets/" + Users.somebody(), "braze:demo")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(memory.orElseThrow().killed()).isZero();
            pod.terminate();
            assertThat(pod.exitCode()).isEqualTo(TERMINATED);
        } finally {
            memory.ifPresent(Cgroup::close);
        }
    }

    @Test
    @DisabledIf("io.offerwallet.packaged.BuiltArtifact#isNative")
    void theJarsImageCanMakeItsArchiveOfLoadedClasses(@TempDir Path directory) throws Exception {
        Path application = Path.of("target", "quarkus-app");
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, directory.resolve(application.relativize(file).toString()), REPLACE_EXISTING);
            }
        }
        Path archive = directory.resolve("app-cds.jsa");
        Files.delete(archive);

        Process archiving = new ProcessBuilder(Image.archiving())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(archiving.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(archiving.exitValue()).isZero();
        assertThat(archive).isRegularFile();
    }

    private static void takeTheJvmComponent(Path kustomization) throws IOException {
        String commented = "# - ../../components/jvm";
        String text = Files.readString(kustomization);
        assertThat(text).contains(commented);
        Files.writeString(kustomization, text.replace(commented, commented.substring(2)));
    }

    private static long limit(Manifests manifests) {
        Quantity limit = Manifests.onlyContainer(manifests.proxy())
                .getResources()
                .getLimits()
                .get("memory");
        return Quantity.getAmountInBytes(limit).longValueExact();
    }

    private static void mayDoNothing(PackagedApplication pod) {
        assertThat(Container.status(pod.pid(), "Uid")).isEqualTo("1001");
        assertThat(Container.status(pod.pid(), "NoNewPrivs")).isEqualTo("1");
        assertThat(Container.status(pod.pid(), "CapEff")).matches("0+");
    }

    private static void probesAreAnswered(Manifests manifests, PackagedApplication pod) {
        var container = Manifests.onlyContainer(manifests.proxy());
        assertThat(Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                        .map(Probe::getHttpGet))
                .allSatisfy(probe -> {
                    assertThat(probe.getPort().getStrVal()).isEqualTo("management");
                    assertThat(pod.management(probe.getPath()).statusCode()).isEqualTo(200);
                });
    }

    private static void servesWhomItKnows(PackagedApplication pod, String said) {
        String user = Users.somebody();
        assertThat(wallet(pod, user, said).headers().firstValue("X-Cache")).hasValue("miss");
        assertThat(wallet(pod, user, said).headers().firstValue("X-Cache")).hasValue("hit");
        String purge = "{\"user_ids\":[\"" + user + "\"]}";
        assertThat(pod.post("/v1/wallets/purge", credential("braze", said), purge)
                        .statusCode())
                .isEqualTo(403);
        assertThat(pod.post("/v1/wallets/purge", credential("loyalty", said), purge)
                        .statusCode())
                .isLessThan(300);
        assertThat(wallet(pod, user, said).headers().firstValue("X-Cache")).hasValue("miss");
        String event = "{\"event_type\":\"issued\",\"user_id\":\"" + user + "\"}";
        assertThat(pod.post("/v1/events/sessionm", credential("sessionm", said), event)
                        .statusCode())
                .isLessThan(300);
        assertThat(wallet(pod, user, said).headers().firstValue("X-Cache")).hasValue("miss");
        assertThat(pod.get("/v1/wallets/" + user, "braze:guessed").statusCode()).isEqualTo(401);
    }

    /** As Kubernetes ends a pod. */
    private static void endsWell(Manifests manifests, PackagedApplication pod, String said) {
        long grace = manifests.proxy().getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds();
        long toldAt = System.nanoTime();
        pod.terminate();
        await().until(() -> !pod.isReady());
        assertThat(pod.management("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(wallet(pod, Users.somebody(), said).statusCode()).isEqualTo(200);
        assertThat(pod.exitCode()).isEqualTo(TERMINATED);
        assertThat(Duration.ofNanos(System.nanoTime() - toldAt)).isLessThan(Duration.ofSeconds(grace));
    }

    private static HttpResponse<String> wallet(PackagedApplication pod, String user, String said) {
        return pod.post("/v1/wallets", credential("braze", said), "{\"user_id\":\"" + user + "\"}");
    }

    /** By what the script has shown. */
    private static String credential(String client, String said) {
        return Pattern.compile("user name " + client + ", password (\\w+)")
                .matcher(said)
                .results()
                .map(shown -> client + ":" + shown.group(1))
                .findFirst()
                .orElseThrow();
    }
}
