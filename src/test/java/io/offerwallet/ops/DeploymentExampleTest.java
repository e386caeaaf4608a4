package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example of a production environment names settings that exist, and all that are required. */
class DeploymentExampleTest {

    private final String readme = Files.readString(Path.of("README.md"));
    private final List<String> variables = Files.readAllLines(Path.of("deployment/proxy.env.example")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.substring(0, line.indexOf('=')))
            .toList();

    DeploymentExampleTest() throws IOException {}

    @Test
    void namesSettingsThatExist() {
        assertThat(variables).isNotEmpty().allSatisfy(variable -> assertThat(readme)
                .contains("| `" + variable.replaceFirst("^WALLET_CLIENTS_[A-Z]+_", "WALLET_CLIENTS_<NAME>_") + "` |"));
    }

    @Test
    void namesAllThatAreRequired() {
        List<String> required = Pattern.compile("(?m)^\\| `([A-Z_<>]+)` \\| required \\|")
                .matcher(readme)
                .results()
                .map(row -> row.group(1).replace("<NAME>", "BRAZE"))
                .toList();
        assertThat(required).isNotEmpty();
        assertThat(variables).containsAll(required);
    }
}
