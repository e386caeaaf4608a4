package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(LOADTEST_\\w+)` \\| (.+?) \\| \\S.* \\|$", Pattern.MULTILINE);
    private static final Pattern PROPERTY = Pattern.compile("-D([\\w.]+)");

    private final String page = read("../../docs/loadtest.md");

    @Test
    void theTableHasEverySettingWithItsDefault() {
        List<String> rows = ROW.matcher(page)
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Setting.values())
                        .map(setting -> setting.variable() + " " + defaultOf(setting))
                        .toList());
    }

    @Test
    void whatCommandsSetCanBeSet() {
        Set<String> known = new TreeSet<>(Set.of("skipTests"));
        Arrays.stream(Setting.values()).map(Setting::property).forEach(known::add);

        for (var text : List.of(page, read("try.sh"), read("../../.ci/run"))) {
            var lines = text.lines().filter(line -> line.contains("loadtest") || line.contains("gatling:test"));
            assertThat(lines.flatMap(line -> PROPERTY.matcher(line).results().map(found -> found.group(1))))
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    private static String defaultOf(Setting setting) {
        return setting.defaultValue().isEmpty() ? "none" : "`" + setting.defaultValue() + "`";
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
