package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.offerwallet.ops.ConfigurationTable.Row;
import io.offerwallet.security.ClientSettings;
import io.offerwallet.sessionm.SessionMSettings;
import io.offerwallet.simulator.SimulatorSettings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That the README's table of settings is true: it names every setting and no other, with its default, and a variable
 * that is set as documented arrives in the mapping.
 *
 * <p>A table that would be right is written to {@code target/configuration-table.md} on every run.
 */
class ConfigurationTableTest {

    private static final Path README = Path.of("README.md");
    private static final Path RIGHT_TABLE = Path.of("target", "configuration-table.md");
    private static final String REQUIRED = "required";
    private static final String NONE = "none";
    private static final Pattern MISSING = Pattern.compile("- (\\S+) is missing");
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link) ([^}]+)}");
    private static final Pattern FIRST_SENTENCE = Pattern.compile("^(.*?[.])(\\s|$)");

    private static final List<Class<?>> MAPPINGS = mappings();
    private static final Map<Class<?>, SettingsJavadoc> JAVADOC = javadocs();
    private static final List<Setting> SETTINGS = settings();
    private static final SmallRyeConfig AS_DELIVERED = config(Map.of());
    private static final Set<String> MISSED_AT_START = missedAtStart();

    @BeforeAll
    static void writesWhatTheTableShouldBe() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| Environment variable | Default | Meaning |", "|---|---|---|"));
        for (Setting setting : SETTINGS) {
            lines.add(rightRow(setting).markdown());
        }
        Files.createDirectories(RIGHT_TABLE.getParent());
        Files.write(RIGHT_TABLE, lines);
    }

    @Test
    void everySettingHasOneRowAndEveryRowIsASetting() throws IOException {
        assertThat(rows().map(Row::variable))
                .as("variables in the README; %s has the rows to paste", RIGHT_TABLE)
                .containsExactlyInAnyOrderElementsOf(
                        SETTINGS.stream().map(Setting::variable).toList());
    }

    @Test
    void noTwoSettingsShareAVariable() {
        assertThat(SETTINGS.stream().map(Setting::variable))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void documentedDefaultIsTheOneInForce(Row row) {
        assertThat(row.value()).as(row.markdown()).isEqualTo(setting(row).defaultValue());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowWithoutADefaultSaysWhetherTheSettingIsRequired(Row row) {
        assertThat(row.value().isPresent() || Set.of(REQUIRED, NONE).contains(row.defaultValue()))
                .as(row.markdown())
                .isTrue();
    }

    @Test
    void theSettingsCalledRequiredAreThoseTheStartUpCheckMisses() throws IOException {
        assertThat(rows().filter(row -> row.defaultValue().equals(REQUIRED)).map(Row::variable))
                .containsExactlyInAnyOrderElementsOf(MISSED_AT_START);
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void javadocNamesTheVariable(Setting setting) {
        assertThat(javadoc(setting))
                .as(setting.toString())
                .containsPattern("\\{@code " + setting.variableFor("BRAZE") + "[=}]");
    }

    @Test
    void everyDocumentedVariableIsRead() throws IOException {
        SmallRyeConfig asDocumented = config(rows().collect(Collectors.toMap(
                row -> row.variable().replace(Setting.ANY_NAME, "BRAZE"),
                row -> Sample.of(setting(row)).text())));
        assertThat(rows()).allSatisfy(row -> {
            Setting setting = setting(row);
            Object sample = Sample.of(setting).value();
            assertThat(setting.readFrom(AS_DELIVERED.getConfigMapping(setting.mapping()), "braze"))
                    .as("without the variable")
                    .isNotEqualTo(sample);
            assertThat(setting.readFrom(asDocumented.getConfigMapping(setting.mapping()), "braze"))
                    .as("with the variable")
                    .isEqualTo(sample);
        });
    }

    /**
     * A value that no setting has by default.
     *
     * @param text as somebody would write it
     * @param value as the mapping should give it
     */
    private record Sample(String text, Object value) {

        static Sample of(Setting setting) {
            Type type = setting.type();
            if (type instanceof ParameterizedType collection) {
                return ofCollection(collection);
            }
            if (type == boolean.class) {
                boolean other = !Boolean.parseBoolean(setting.defaultValue().orElseThrow());
                return new Sample(Boolean.toString(other), other);
            }
            if (type instanceof Class<?> constants && constants.isEnum()) {
                Object[] all = constants.getEnumConstants();
                return new Sample(written(all[all.length - 1]), all[all.length - 1]);
            }
            return SIMPLE.stream()
                    .filter(sample -> sample.type() == type)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No sample value for the type of " + setting))
                    .sample();
        }

        private static Sample ofCollection(ParameterizedType type) {
            Type element = type.getActualTypeArguments()[0];
            if (element == String.class) {
                return new Sample("one,two", List.of("one", "two"));
            }
            if (element == URI.class) {
                return new Sample(
                        "redis://a:1,redis://b:2", List.of(URI.create("redis://a:1"), URI.create("redis://b:2")));
            }
            Object[] all = ((Class<?>) element).getEnumConstants();
            Object first = all[all.length - 1];
            Object second = all[all.length - 2];
            return new Sample(written(first) + "," + written(second), Set.of(first, second));
        }

        private static String written(Object constant) {
            return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static final List<OfType> SIMPLE = List.of(
                new OfType(Duration.class, new Sample("1234ms", Duration.ofMillis(1234))),
                new OfType(MemorySize.class, new Sample("3M", new MemorySize(BigInteger.valueOf(3L << 20)))),
                new OfType(int.class, new Sample("17", 17)),
                new OfType(Integer.class, new Sample("17", 17)),
                new OfType(double.class, new Sample("0.25", 0.25)),
                new OfType(
                        URI.class, new Sample("https://sessionm.example/a", URI.create("https://sessionm.example/a"))),
                new OfType(String.class, new Sample("a sample", "a sample")));

        private record OfType(Type type, Sample sample) {}
    }

    private static Stream<Row> rows() throws IOException {
        return ConfigurationTable.read(README).stream();
    }

    private static List<Class<?>> mappings() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.offerwallet").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .sorted(Comparator.comparing(JavaClass::getName))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static Map<Class<?>, SettingsJavadoc> javadocs() {
        Map<Class<?>, SettingsJavadoc> javadocs = new HashMap<>();
        for (Class<?> mapping : MAPPINGS) {
            javadocs.put(mapping, SettingsJavadoc.of(mapping));
        }
        return javadocs;
    }

    /** Every setting of every mapping, in the order of the sources. */
    private static List<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        for (Class<?> mapping : MAPPINGS) {
            SettingsJavadoc javadoc = Objects.requireNonNull(JAVADOC.get(mapping));
            Setting.of(mapping).stream()
                    .sorted(Comparator.comparingInt(javadoc::positionOf))
                    .forEach(all::add);
        }
        return all;
    }

    private static Stream<Setting> everySetting() {
        return SETTINGS.stream();
    }

    private static Setting setting(Row row) {
        return SETTINGS.stream()
                .filter(setting -> setting.variable().equals(row.variable()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(row + " is no setting"));
    }

    private static String javadoc(Setting setting) {
        return Objects.requireNonNull(JAVADOC.get(setting.mapping())).of(setting);
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withSources(new EnvConfigSource(environment, 300));
        MAPPINGS.forEach(builder::withMapping);
        return builder.build();
    }

    private static Set<String> missedAtStart() {
        StartUpCheck check = new StartUpCheck(
                AS_DELIVERED.getConfigMapping(SessionMSettings.class),
                AS_DELIVERED.getConfigMapping(ClientSettings.class),
                AS_DELIVERED.getConfigMapping(SimulatorSettings.class));
        ConfigurationException refusal = catchThrowableOfType(
                ConfigurationException.class,
                () -> check.check(new StartupEvent(), notAsked(), notAsked(), notAsked(), notAsked(), notAsked()));
        Set<String> missed = new TreeSet<>();
        Matcher missing = MISSING.matcher(refusal.getMessage());
        while (missing.find()) {
            missed.add(missing.group(1));
        }
        return missed;
    }

    /** Beans that can't be built yet. */
    @SuppressWarnings("unchecked")
    private static <T> Instance<T> notAsked() {
        return (Instance<T>) Proxy.newProxyInstance(
                Instance.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("Nothing is built while settings are missing.");
                });
    }

    private static Row rightRow(Setting setting) {
        Optional<String> value = setting.defaultValue().map(text -> "`" + text + "`");
        String without = MISSED_AT_START.contains(setting.variable()) ? REQUIRED : NONE;
        Matcher sentence = FIRST_SENTENCE.matcher(javadoc(setting));
        String meaning = sentence.find() ? sentence.group(1) : javadoc(setting);
        return new Row(
                setting.variable(),
                value.orElse(without),
                CODE.matcher(meaning).replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1) + "`")));
    }
}
