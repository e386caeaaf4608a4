package io.offerwallet.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of settings in the README, read and written. */
public final class ConfigurationTable {

    private static final String HEADING = "## Configuration";
    private static final Pattern CELL = Pattern.compile("(?:[^|\\\\]|\\\\.)+");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private ConfigurationTable() {}

    /**
     * One row.
     *
     * @param defaultValue the default in backticks, or else {@code required} or {@code none}
     */
    public record Row(String variable, String defaultValue, String meaning) {

        /** A bar within a cell has a backslash before it. */
        String markdown() {
            return "| `" + variable + "` | " + defaultValue.replace("|", "\\|") + " | " + meaning.replace("|", "\\|")
                    + " |";
        }

        Optional<String> value() {
            Matcher quoted = QUOTED.matcher(defaultValue);
            return quoted.matches() ? Optional.of(quoted.group(1)) : Optional.empty();
        }

        @Override
        public String toString() {
            return variable;
        }
    }

    /** The rows under the heading, up to the next heading of its level. */
    public static List<Row> read(Path readme) throws IOException {
        List<Row> rows = new ArrayList<>();
        boolean within = false;
        for (String line : Files.readAllLines(readme)) {
            if (line.startsWith("## ")) {
                within = line.strip().equals(HEADING);
            } else if (within && line.startsWith("| `")) {
                rows.add(row(line));
            }
        }
        return rows;
    }

    private static Row row(String line) {
        List<String> cells = new ArrayList<>();
        Matcher cell = CELL.matcher(line);
        while (cell.find()) {
            cells.add(cell.group().replace("\\|", "|").strip());
        }
        cells.removeIf(String::isEmpty);
        Matcher variable = QUOTED.matcher(cells.get(0));
        if (cells.size() != 3 || !variable.matches()) {
            throw new IllegalArgumentException("Not a row of three cells, the first a variable in backticks: " + line);
        }
        return new Row(variable.group(1), cells.get(1), cells.get(2));
    }
}
