package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the native binary does about its memory. */
@EnabledOnOs(OS.LINUX)
@EnabledIf("io.offerwallet.packaged.BuiltArtifact#isNative")
class NativeMemoryIT {

    private static final int CALLS = 1_000;

    /** If memory isn't kept, each call has more than sixty. The pages that are let go of meanwhile come back with some hundreds in all. */
    private static final long MOST_FAULTS = 10L * CALLS;

    private static final int ASKED_AT_ONCE = 64;

    /** A busy machine may take long for so many. */
    private static final Map<String, String> PATIENT = Map.of("WALLET_DEADLINE", "8s");

    private static final Duration LONGEST_LOAD = Duration.ofMinutes(2);
    private static final Pattern WHOLE_COLLECTION =
            Pattern.compile("Old: \\S+->([0-9.]+)M\\R.*Free: \\S+->([0-9.]+)M\\R.*Pause Full GC");

    /** Of small collections that came when some 3 or 4 MiB had survived the last one. */
    private static final Pattern SURVIVORS_AFTER_MANY =
            Pattern.compile("Survivor: [34]\\S+->([0-9.]+)M\\R.*\\R.*\\R.*Pause Incremental");

    private static final Pattern NEW_OBJECTS = Pattern.compile("Eden: ([0-9.]+)M");

    private static final int ENOUGH_COLLECTIONS = 20;

    /** In MiB; the binary's default. */
    private static final double MOST_OF_NEW_OBJECTS = 16;

    /** Among what {@code /proc/PID/stat} tells after the process' name. */
    private static final int MINOR_FAULTS = 7;

    /** Of the code and the constants, the start alone maps two thirds. */
    @Test
    void letsGoOfThePagesThatOnlyTheStartNeeded() {
        try (PackagedApplication simulator = PackagedApplication.start(Map.of("SIMULATOR_ENABLED", "true"))) {
            await().untilAsserted(() -> {
                Mapped code = Mapped.readOnlyPartsOfTheBinary(simulator.pid());
                assertThat(code.size()).isGreaterThan(20_000);
                assertThat(code.resident()).isLessThan(code.size() / 2);
            });
            // What was let go of is there again when it is needed.
            assertThat(simulator.management("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(simulator.get("/simulator/sessionm/stats", null).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Each has buffers of its own, and takes turns with the others. */
    @Test
    void hasNoMoreEventLoopsThanProcessors() {
        try (PackagedApplication simulator = PackagedApplication.start(Map.of("SIMULATOR_ENABLED", "true"))) {
            assertThat(simulator.management("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(threads(simulator.pid()).filter(name -> name.contains("ntloop-thread")))
                    .hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
        }
    }

    /** What new objects were in is for the next ones. Pages that come anew from the system are faults, one for each 4 KiB. */
    @Test
    void keepsTheMemoryThatNewObjectsTake() {
        try (PackagedApplication simulator = PackagedApplication.start(Map.of("SIMULATOR_ENABLED", "true"))) {
            askForMetrics(simulator);
            long before = faults(simulator.pid());
            askForMetrics(simulator);
            assertThat(faults(simulator.pid()) - before).isLessThan(MOST_FAULTS);
        }
    }

    /** Where wallets were that others have taken the place of is for those that come next, and for those that are copied. */
    @Test
    void keepsTheMemoryThatOldObjectsTake() {
        try (Deployment deployment = Deployment.start(0, PATIENT)) {
            Pod pod =
                    askedFor(deployment, "-Xmx96m", log -> wholeCollections(log).count() > 1);
            assertThat(wholeCollections(pod.process().output()).skip(1))
                    .allSatisfy(collection -> assertThat(collection.free())
                            .isGreaterThan(MOST_OF_NEW_OBJECTS)
                            .isGreaterThan(collection.old()));
        }
    }

    /** What requests under way need is not to wait among the old for a collection of the whole heap. */
    @Test
    void givesNewObjectsTimeToBecomeGarbageEvenIfManySurvive() {
        try (Deployment deployment = Deployment.start(0, PATIENT)) {
            Pod pod = askedFor(
                    deployment,
                    "-Xmx96m",
                    log -> survivorsAfterManyHadSurvived(log).count() > ENOUGH_COLLECTIONS);
            assertThat(survivorsAfterManyHadSurvived(pod.process().output())).allMatch(mebibytes -> mebibytes > 0);
        }
    }

    /** While each miss brings a wallet that stays, small collections are to be few. */
    @Test
    void givesNewObjectsMoreMemoryOnceThereAreManyOldOnes() {
        Map<String, String> manyWallets = Map.of("WALLET_DEADLINE", "8s", "WALLET_CACHE_MAX_BYTES", "128M");
        try (Deployment deployment = Deployment.start(0, manyWallets)) {
            Pod pod = askedFor(deployment, "-Xmx256m", log -> newObjectsAfterWholeCollection(log)
                    .findAny()
                    .isPresent());
            assertThat(newObjectsAfterWholeCollection(pod.process().output()))
                    .allMatch(mebibytes -> mebibytes > MOST_OF_NEW_OBJECTS);
        }
    }

    /** A proxy whose collections are logged, and that is asked for wallets that it doesn't have until its log says enough. */
    private static Pod askedFor(Deployment deployment, String heap, Predicate<String> enough) {
        Pod pod = deployment.launchAnother(heap, "-XX:+PrintGC", "-XX:+VerboseGC");
        pod.process().awaitReady();
        await().atMost(LONGEST_LOAD)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    askForSomebody(pod);
                    return enough.test(pod.process().output());
                });
        return pod;
    }

    private static void askForSomebody(Pod pod) {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (int i = 0; i < ASKED_AT_ONCE; i++) {
            asked.add(pod.ask(Users.somebody(), Pod.EN));
        }
        asked.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }

    private static Stream<Collected> wholeCollections(String log) {
        return WHOLE_COLLECTION
                .matcher(log)
                .results()
                .map(found -> new Collected(Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))));
    }

    private static Stream<Double> survivorsAfterManyHadSurvived(String log) {
        return mebibytes(SURVIVORS_AFTER_MANY, log);
    }

    /** Sizes are set before a collection counts, so that the one after the first whole one still comes as early as those before. */
    private static Stream<Double> newObjectsAfterWholeCollection(String log) {
        int whole = log.indexOf("Pause Full GC");
        return whole < 0
                ? Stream.empty()
                : mebibytes(NEW_OBJECTS, log.substring(whole)).skip(1);
    }

    private static Stream<Double> mebibytes(Pattern pattern, String log) {
        return pattern.matcher(log).results().map(found -> Double.valueOf(found.group(1)));
    }

    /** With so little for new objects, a start would need a collection if others didn't come later than the first. */
    @Test
    void startsBeforeItFirstCollects() {
        try (PackagedApplication simulator =
                PackagedApplication.start(Map.of("SIMULATOR_ENABLED", "true"), "-Xmn12m", "-XX:+PrintGC")) {
            askForMetrics(simulator);
            String output = simulator.output();
            assertThat(output).contains("GC(0)").contains("Listening on");
            assertThat(output.indexOf("GC(0)")).isGreaterThan(output.indexOf("Listening on"));
        }
    }

    /** Each takes more than 100 KiB of new objects, so that they fill the memory for those several times. */
    private static void askForMetrics(PackagedApplication application) {
        for (int i = 0; i < CALLS; i++) {
            assertThat(application.management("/q/metrics").statusCode()).isEqualTo(200);
        }
    }

    private static long faults(long process) {
        String stat = text(told(process, "stat"));
        String afterTheName = stat.substring(stat.lastIndexOf(')') + 2);
        return Long.parseLong(afterTheName.split(" ", -1)[MINOR_FAULTS]);
    }

    private static Stream<String> threads(long process) {
        try (Stream<Path> threads = Files.list(told(process, "task"))) {
            return threads.map(thread -> text(thread.resolve("comm"))).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the kernel tells of the process. */
    private static Path told(long process, String what) {
        return Path.of("/proc", Long.toString(process), what);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What there is after a collection, in MiB. */
    private record Collected(double old, double free) {}

    /** Sizes in KiB. */
    private record Mapped(long size, long resident) {

        static Mapped readOnlyPartsOfTheBinary(long process) {
            long size = 0;
            long resident = 0;
            boolean ours = false;
            for (String line : text(told(process, "smaps")).lines().toList()) {
                if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                    ours = line.matches("\\S+ r-\\S+ .*-runner");
                } else if (ours && line.startsWith("Size:")) {
                    size += kibibytes(line);
                } else if (ours && line.startsWith("Rss:")) {
                    resident += kibibytes(line);
                }
            }
            return new Mapped(size, resident);
        }

        private static long kibibytes(String line) {
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
