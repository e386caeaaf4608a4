package io.offerwallet.prewarm;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.offerwallet.prewarm.Lines.Line;
import io.offerwallet.prewarm.Rows.Names;
import io.offerwallet.prewarm.Rows.NoSuchColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values. A record is read from its own lines alone, so that a quote too many costs one row: from the
 * whole stream it would swallow all that follow.
 */
final class CsvRows implements Rows.Source {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final int MOST_LINES_OF_A_RECORD = 100;
    private static final int MOST_NAMES_TOLD = 20;

    private final Lines lines;
    private final char separator;
    private final int userId;
    private final int culture;

    private CsvRows(Lines lines, char separator, int userId, int culture) {
        this.lines = lines;
        this.separator = separator;
        this.userId = userId;
        this.culture = culture;
    }

    static CsvRows begin(Lines lines, Names names) throws IOException {
        Line header = lines.next();
        List<String> told = List.of();
        for (char separator : SEPARATORS) {
            List<String> columns = header == null
                    ? List.of()
                    : fields(header.text(), separator).orElse(List.of());
            int userId = indexOf(columns, names.userId());
            if (userId >= 0) {
                return new CsvRows(lines, separator, userId, indexOf(columns, names.culture()));
            }
            told = columns.size() > told.size() ? columns : told;
        }
        throw new NoSuchColumn("The first line has no column " + names.userId() + ". It has: "
                + String.join(", ", told.stream().limit(MOST_NAMES_TOLD).toList()));
    }

    @Override
    public @Nullable Row next() throws IOException {
        Line first = lines.nextFilled();
        return first == null ? null : row(first);
    }

    private Row row(Line first) throws IOException {
        if (first.tooLong()) {
            return Row.Unreadable.tooLong(first.number());
        }
        return wholeRecord(first)
                .flatMap(record -> fields(record, separator))
                .map(fields -> row(first.number(), fields))
                .orElseGet(() -> new Row.Unreadable(first.number(), "A quoted field doesn't end, or text follows it."));
    }

    private Row row(long line, List<String> fields) {
        return fields.size() <= userId
                ? new Row.Unreadable(line, "The row has fewer columns than the header.")
                : new Row.User(
                        line, fields.get(userId), culture >= 0 && culture < fields.size() ? fields.get(culture) : null);
    }

    /** With the lines that a quoted field goes on in; empty, and all but the first line left to be read, if it doesn't end. */
    private Optional<String> wholeRecord(Line first) throws IOException {
        if (!endsInQuotes(first.text(), false)) {
            return Optional.of(first.text());
        }
        StringBuilder record = new StringBuilder(first.text());
        List<Line> further = new ArrayList<>();
        boolean open = true;
        while (open && further.size() < MOST_LINES_OF_A_RECORD && record.length() < Lines.LONGEST) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            further.add(line);
            record.append('\n').append(line.text());
            open = endsInQuotes(line.text(), open);
        }
        if (open) {
            for (int i = further.size() - 1; i >= 0; i--) {
                lines.pushBack(further.get(i));
            }
            return Optional.empty();
        }
        return Optional.of(record.toString());
    }

    /** Quotes within quotes are doubled, so an odd number of them opens or closes. */
    private static boolean endsInQuotes(String line, boolean open) {
        return line.chars().filter(c -> c == '"').count() % 2 == 1 ? !open : open;
    }

    private static Optional<List<String>> fields(String record, char separator) {
        try {
            return Optional.of(CsvReader.builder()
                    .fieldSeparator(separator)
                    .ofSingleCsvRecord(record)
                    .getFields());
        } catch (CsvParseException malformed) {
            return Optional.empty();
        }
    }

    private static int indexOf(List<String> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).strip().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }
}
