package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.wallet.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/api.md says of errors is what there is. */
class ApiDocumentTest {

    private final String errors = section(Files.readString(Path.of("docs/api.md")), "## Errors");

    ApiDocumentTest() throws IOException {}

    @ParameterizedTest
    @EnumSource(
            value = ProblemType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_ACCEPTABLE"})
    void everyTypeOfProblemStandsInTheTableWithItsStatus(ProblemType type) {
        String name = type.uri().substring(type.uri().lastIndexOf(':') + 1);
        assertThat(errors.lines().filter(row -> row.startsWith("| ") && row.contains("`" + name + "`")))
                .singleElement()
                .satisfies(row -> assertThat(row).contains(Integer.toString(type.status())));
    }

    @Test
    void everyTypeInTheTableExists() {
        List<String> types = Arrays.stream(ProblemType.values())
                .map(type -> type.uri().substring(type.uri().lastIndexOf(':') + 1))
                .toList();
        List<String> documented = errors.lines()
                .filter(line -> line.startsWith("| ") && !line.contains("type `urn:"))
                .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
                .flatMap(cell ->
                        Pattern.compile("`([a-z-]+)`").matcher(cell).results().map(name -> name.group(1)))
                .toList();
        assertThat(documented).isNotEmpty().isSubsetOf(types);
    }

    @Test
    void everyCauseOfUnavailabilityIsNamed() {
        String causes = errors.substring(errors.indexOf("names the cause"));
        List<String> documented = Pattern.compile("`([a-z-]+)`")
                .matcher(causes.substring(0, causes.indexOf("Requests that")))
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Failure.values())
                        .filter(failure -> failure != Failure.CREDENTIAL_REFUSED)
                        .map(failure -> failure.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }

    private static String section(String document, String heading) {
        return document.substring(document.indexOf(heading));
    }
}
