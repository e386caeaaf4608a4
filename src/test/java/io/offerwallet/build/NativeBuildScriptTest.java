package io.offerwallet.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code native-build.sh} among tools that only note how they are called. */
@DisabledOnOs(OS.WINDOWS)
class NativeBuildScriptTest {

    private static final String SCRIPT = "native-build.sh";
    private static final int LINES_OF_A_SCREEN = 24;
    /** What the script may use of any system. */
    private static final List<String> TOOLS = List.of(
            "bash", "cat", "chmod", "curl", "dirname", "env", "head", "mktemp", "ps", "rm", "sleep", "tail", "uname",
            "wc");

    private static final String JDK_25 = "native-image 25.0.1 2025-10-21";
    private static final String BUILDER_IMAGE = "quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25";

    private final Path directory;
    private final Path project;
    private final Path path;
    private final Map<String, String> environment = new HashMap<>();

    NativeBuildScriptTest(@TempDir Path directory) {
        this.directory = directory;
        this.project = directory.resolve("project");
        this.path = directory.resolve("path");
    }

    @BeforeEach
    void makeAProjectAndAPathOfItsOwn() throws IOException {
        Files.createDirectories(project.resolve("target"));
        Files.createDirectories(path);
        Files.copy(Path.of(SCRIPT), project.resolve(SCRIPT));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(path.resolve(tool), found(tool));
        }
        mavenBuilds(serving());
    }

    @Test
    void usesTheNativeImageOfGraalvmHome() throws IOException {
        Path home = directory.resolve("graalvm");
        put(home.resolve("bin"), "native-image", "echo '" + JDK_25 + "'");
        nativeImageSays("native-image 24.0.2 2025-07-15");
        environment.put("GRAALVM_HOME", home.toString());

        Run run = build("--skip-tests");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("Building with " + JDK_25).contains(home.toString());
        assertThat(calls("mvn")).containsExactly("-B package -Dnative -DskipTests");
    }

    @Test
    void usesTheNativeImageOnThePath() throws IOException {
        nativeImageSays(JDK_25);

        Run run = build("--skip-tests");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("Building with " + JDK_25);
        assertThat(calls("docker")).isEmpty();
    }

    @Test
    void saysWhenGraalvmHomeHoldsNoNativeImage() throws IOException {
        nativeImageSays(JDK_25);
        environment.put("GRAALVM_HOME", directory.toString());

        Run run = build("--skip-tests");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("GRAALVM_HOME is " + directory + ", but there is no bin/native-image in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native-image 17.0.9 2023-10-17",
                "native-image 20.0.2 2023-07-18",
                "GraalVM 22.3.0 Java 17 CE (Java Version 17.0.5+8-jvmci-22.3-b08)"
            })
    void refusesANativeImageThatIsTooOld(String version) throws IOException {
        nativeImageSays(version);

        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains(version).contains("too old").contains("JDK 21 or newer");
        assertThat(calls("mvn")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native-image 21.0.2 2024-01-16", "native-image 26-ea 2026-03-17"})
    void takesEveryNativeImageThatIsNewEnough(String version) throws IOException {
        nativeImageSays(version);

        assertThat(build("--skip-tests").code()).isZero();
    }

    @Test
    void refusesWhatIsNoNativeImage() throws IOException {
        nativeImageSays("hello");

        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("'hello', which is no version of native-image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void buildsInAContainerWhenThereIsNoNativeImage(String engine) throws IOException {
        engineAnswers(engine);

        Run run = build("--skip-tests");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("Building in a container with " + engine);
        assertThat(calls("mvn"))
                .containsExactly("-B package -Dnative -DskipTests -Dquarkus.native.container-build=true"
                        + " -Dquarkus.native.container-runtime=" + engine + " -Dquarkus.native.builder-image="
                        + BUILDER_IMAGE);
    }

    @Test
    void takesPodmanWhenDockersDaemonDoesNotAnswer() throws IOException {
        put(path, "docker", "echo 'Cannot connect to the Docker daemon' >&2; exit 1");
        engineAnswers("podman");

        Run run = build("--skip-tests");

        assertThat(run.output()).contains("Building in a container with podman").doesNotContain("Cannot connect");
    }

    @Test
    void explainsOnOneScreenWhatToInstallWhenNothingIsThere() throws IOException {
        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output().lines().count()).isLessThanOrEqualTo(LINES_OF_A_SCREEN);
        assertThat(run.output())
                .contains("Neither native-image nor a container engine")
                .contains("GRAALVM_HOME=")
                .contains("Docker or Podman");
        assertThat(calls("mvn")).isEmpty();
    }

    @Test
    void explainsTheSameWhenDockersDaemonDoesNotAnswer() throws IOException {
        put(path, "docker", "exit 1");

        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("a container engine that answers");
    }

    @Test
    void withoutMavenItSaysSo() throws IOException {
        nativeImageSays(JDK_25);
        Files.delete(path.resolve("mvn"));

        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("mvn isn't on the PATH");
    }

    @Test
    void containerIsTakenBeforeNativeImageWhenAskedFor() throws IOException {
        nativeImageSays(JDK_25);
        engineAnswers("docker");

        Run run = build("--container", "--skip-tests");

        assertThat(run.output()).contains("Building in a container with docker");
        assertThat(calls("mvn")).singleElement().asString().contains("container-build=true");
    }

    @Test
    void containerIsNotReplacedByNativeImage() throws IOException {
        nativeImageSays(JDK_25);

        Run run = build("--container");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("Neither Docker nor Podman answers");
        assertThat(calls("mvn")).isEmpty();
    }

    @Test
    void localIsNotReplacedByAContainer() throws IOException {
        engineAnswers("docker");

        Run run = build("--local");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("No native-image in GRAALVM_HOME or on the PATH");
        assertThat(calls("mvn")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " | -B verify -Dnative -DskipUnitTests=true",
                "--skip-tests | -B package -Dnative -DskipTests",
                "--compact | -B verify -Dnative -DskipUnitTests=true -Dcompact",
                "--march x86-64-v3 | -B verify -Dnative -DskipUnitTests=true -Dnative.march=x86-64-v3",
                "-- -Dquarkus.locales=all -o | -B verify -Dnative -DskipUnitTests=true -Dquarkus.locales=all -o",
                "--skip-tests --compact --march native -- -X"
                        + " | -B package -Dnative -DskipTests -Dcompact -Dnative.march=native -X",
            })
    void handsOptionsOnToMaven(@Nullable String options, String maven) throws IOException {
        nativeImageSays(JDK_25);

        Run run = build(options == null ? new String[0] : options.split(" ", -1));

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(calls("mvn")).containsExactly(maven);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fast", "fast", "--march", "--image", "--local --container", "--container --local"})
    void explainsOptionsThatItDoesNotUnderstand(String options) throws IOException {
        nativeImageSays(JDK_25);

        Run run = build(options.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.output()).contains("native-build.sh: ").contains("Usage: ./native-build.sh");
        assertThat(run.output().lines().count()).isLessThanOrEqualTo(LINES_OF_A_SCREEN);
        assertThat(calls("mvn")).isEmpty();
    }

    @Test
    void helpNeedsNothing() throws IOException {
        Run run = build("--help");

        assertThat(run.code()).isZero();
        assertThat(run.output())
                .contains("--container")
                .contains("--march VALUE")
                .contains("--image TAG");
    }

    @Test
    void imageIsBuiltFromTheBinary() throws IOException {
        nativeImageSays(JDK_25);
        engineAnswers("docker");

        Run run = build("--skip-tests", "--image", "wallet:1");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(calls("docker")).last().isEqualTo("build -f deployment/docker/Dockerfile.native -t wallet:1 .");
        assertThat(Path.of("deployment/docker/Dockerfile.native")).isRegularFile();
    }

    @Test
    void imageIsRefusedBeforeTheBuildWhenNoEngineAnswers() throws IOException {
        nativeImageSays(JDK_25);

        Run run = build("--image", "wallet:1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("--image needs Docker or Podman");
        assertThat(calls("mvn")).isEmpty();
    }

    @Test
    void tellsWhatItBuilt() throws IOException {
        nativeImageSays(JDK_25);

        Run run = build();

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Binary:      target/offer-wallet-proxy-runner")
                .containsPattern("Size:        \\d+\\.\\d MB")
                .containsPattern("Build time:  \\d+ min \\d+ s, tests included")
                .containsPattern("Start-up:    \\d+[.,]\\d+ s from start to the first wallet")
                .containsPattern("Memory:      \\d+\\.\\d MB resident");
    }

    @Test
    void stopsTheBinaryThatItStarted() throws IOException {
        nativeImageSays(JDK_25);
        mavenBuilds("echo $$ >\"" + directory + "/pid\"\n" + serving());

        assertThat(build().code()).isZero();

        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void failsWhenTheBinaryEndsBeforeItsFirstWallet() throws IOException {
        nativeImageSays(JDK_25);
        mavenBuilds("echo 'Something is missing.'; exit 1");

        Run run = build();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("Something is missing.").contains("gave no wallet");
    }

    @Test
    void aBinaryForOtherProcessorsIsNoFailure() throws IOException {
        nativeImageSays(JDK_25);
        mavenBuilds("echo 'The current machine does not support all of the following CPU features'; exit 1");

        Run run = build("--skip-tests", "--march", "x86-64-v4");

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("can't run on this machine").contains("CPU features");
    }

    /** On a system that isn't Linux, what a container builds is nothing to run. */
    @Test
    void aBinaryForAnotherSystemIsNeitherTestedNorMeasured() throws IOException {
        engineAnswers("docker");
        put(path, "uname", "echo Darwin");

        Run run = build();

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output()).contains("isn't tested").contains("not measured: the binary is one for Linux");
        assertThat(calls("mvn")).singleElement().asString().startsWith("-B package -Dnative -DskipTests ");
    }

    @Test
    void anImageNeedsABinaryForLinux() throws IOException {
        nativeImageSays(JDK_25);
        engineAnswers("docker");
        put(path, "uname", "echo Darwin");

        Run run = build("--image", "wallet:1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.output()).contains("add --container");
        assertThat(calls("mvn")).isEmpty();
    }

    @Test
    void failsAsMavenDoes() throws IOException {
        nativeImageSays(JDK_25);
        put(path, "mvn", "exit 7");
        Files.writeString(project.resolve("target/old-runner"), "left by an earlier build");

        Run run = build();

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.output()).doesNotContain("Size:");
    }

    private void nativeImageSays(String version) throws IOException {
        put(path, "native-image", "echo '" + version + "'; echo 'and more'");
    }

    private void engineAnswers(String engine) throws IOException {
        put(path, engine, noting(engine));
    }

    /** Maven puts a binary there that runs these commands. */
    private void mavenBuilds(String binary) throws IOException {
        Path runner = put(directory, "runner", binary);
        put(
                path,
                "mvn",
                noting("mvn") + "\ncat '" + runner + "' >target/offer-wallet-proxy-runner\n"
                        + "chmod +x target/offer-wallet-proxy-runner");
    }

    private static String serving() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path classes = Path.of("target", "test-classes").toAbsolutePath();
        return "exec '" + java + "' -cp '" + classes + "' " + ScriptedBinary.class.getName() + " \"$@\"";
    }

    private String noting(String tool) {
        return "echo \"$@\" >>'" + directory.resolve(tool + ".calls") + "'";
    }

    private List<String> calls(String tool) throws IOException {
        Path calls = directory.resolve(tool + ".calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private static Path put(Path directory, String name, String commands) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!" + found("bash") + "\n" + commands + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path found(String tool) {
        return SearchPath.find(tool).orElseThrow(() -> new AssertionError(tool + " is needed"));
    }

    private record Run(int code, String output) {}

    private Run build(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(found("bash").toString(), SCRIPT));
        command.addAll(List.of(options));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It goes on: " + Files.readString(output));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Run(process.exitValue(), Files.readString(output));
    }
}
