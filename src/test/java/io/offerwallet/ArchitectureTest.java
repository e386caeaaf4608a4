package io.offerwallet;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which room may use which, and what no room may do. */
class ArchitectureTest {

    /** Each room and all that it uses. {@code ops} puts together and watches, so it sees whom it likes. */
    private static final Map<String, Set<String>> ROOMS = table("""
            api       | wallet view culture security prewarm jobs json
            security  |
            culture   |
            wallet    | culture
            redis     | wallet security
            cache     | wallet redis
            jobs      | redis wallet
            prewarm   | jobs wallet culture
            sessionm  | wallet security json
            view      | wallet json
            json      |
            simulator |
            ops       | api security culture wallet redis cache jobs sessionm view simulator
            """);

    /** What the rooms that talk to somebody else let out: settings and events, nothing of what goes over the wire. */
    private static final Map<String, Set<String>> EXPORTS = table("""
            redis     | RedisSettings RedisListener RedisFailure RedisLinks RedisCommands RedisTrouble Script Subscriber RedisClientOptions
            cache     | CacheSettings CacheGauges
            sessionm  | SessionMSettings Connect Breaker Pause Budget UpstreamListener BudgetGauges
            simulator | SimulatorSettings Sessionm LatencySettings SimulatedClock
            """);

    private static final String ROOT = "io.offerwallet";
    private static final String WATCHING = "ops";
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MOST_LINES = 300;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyClassIsInARoomOfTheTable() {
        assertThat(MAIN.stream().map(ArchitectureTest::roomOf).collect(Collectors.toSet()))
                .isEqualTo(ROOMS.keySet());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesNothingButWhatTheTableAllows(String room) {
        String[] forbidden = rooms().filter(
                        other -> !other.equals(room) && !allowed(room).contains(other))
                .map(ArchitectureTest::packagesOf)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packagesOf(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** A use that is allowed and that nobody makes is a door left open. */
    @ParameterizedTest
    @MethodSource("rooms")
    void everyUseInTheTableIsMade(String room) {
        Set<String> used = usedBy(room).map(ArchitectureTest::roomOf).collect(Collectors.toSet());
        used.remove(room);
        if (room.equals(WATCHING)) {
            assertThat(used).isSubsetOf(allowed(room));
        } else {
            assertThat(used).isEqualTo(allowed(room));
        }
    }

    @Test
    void walletUsesTheCultureAsAValueAndNotHowItIsFound() {
        assertThat(usedBy("wallet")
                        .filter(used -> roomOf(used).equals("culture"))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()))
                .containsExactly("Culture");
    }

    @Test
    void thereIsNoCycleBetweenRooms() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void nobodyButOpsKnowsThatThereIsASimulator() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packagesOf("simulator"), packagesOf(WATCHING))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packagesOf("simulator"))
                .check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void everyPackageSaysWhatMayBeNull(String room) {
        assertThat(MAIN.stream()
                        .filter(type -> roomOf(type).equals(room))
                        .map(JavaClass::getPackage)
                        .filter(java -> !isNullMarked(java))
                        .map(JavaPackage::getName))
                .as("packages that aren't @NullMarked")
                .isEmpty();
    }

    /** But for the one that warms up, by which a process calls itself. */
    @Test
    void httpClientsStayInTheRoomsThatCallOut() {
        assertThat(MAIN.stream()
                        .filter(type -> !type.getSimpleName().equals("WarmUpCall"))
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use -> use.getTargetClass().isEquivalentTo(HttpClient.class)))
                        .map(ArchitectureTest::roomOf))
                .containsOnly("sessionm");
    }

    @Test
    void whatGoesOverTheWireStaysInItsRoom() {
        EXPORTS.forEach((room, exported) -> assertThat(MAIN.stream()
                        .filter(type -> roomOf(type).equals(room))
                        .filter(ArchitectureTest::isSeenOutside)
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()))
                .as("public types of " + room)
                .isEqualTo(exported));
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(target(name("sleep"))
                        .and(target(owner(assignableTo(Thread.class).or(assignableTo(TimeUnit.class))))))
                .check(MAIN);
    }

    @Test
    void nobodyWritesToTheConsole() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void everybodyLogsWithTheSameLibrary() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging", "org.slf4j..", "org.apache.commons.logging..")
                .check(MAIN);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Processor)(\\$.*)?")
                .check(MAIN);
    }

    @Test
    void everySourceFileFitsInOnesHead() throws IOException {
        Map<Path, Long> tooLong = new TreeMap<>();
        for (Path source : sources()) {
            long lines = Files.readAllLines(source).size();
            if (lines > MOST_LINES) {
                tooLong.put(source, lines);
            }
        }
        assertThat(sources()).isNotEmpty();
        assertThat(tooLong).as("files longer than " + MOST_LINES + " lines").isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static boolean isNullMarked(JavaPackage java) {
        return java.tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }

    /** A public type within a package-private one is seen by nobody. */
    private static boolean isSeenOutside(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isSeenOutside).orElse(true);
    }

    private static Stream<JavaClass> usedBy(String room) {
        return MAIN.stream()
                .filter(type -> roomOf(type).equals(room))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(use -> use.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT));
    }

    private static String roomOf(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", 4);
        return parts.length > 2 ? parts[2] : "none";
    }

    private static String packagesOf(String room) {
        return ROOT + "." + room + "..";
    }

    private static Stream<String> rooms() {
        return ROOMS.keySet().stream();
    }

    private static Set<String> allowed(String room) {
        return ROOMS.getOrDefault(room, Set.of());
    }

    private static Map<String, Set<String>> table(String rows) {
        Map<String, Set<String>> table = new TreeMap<>();
        rows.lines().forEach(row -> {
            String[] cells = row.split("\\|", 2);
            Set<String> words = new TreeSet<>(List.of(cells[1].strip().split("\\s+", -1)));
            words.remove("");
            table.put(cells[0].strip(), words);
        });
        return table;
    }
}
