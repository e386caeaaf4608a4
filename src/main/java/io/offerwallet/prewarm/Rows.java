package io.offerwallet.prewarm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users, one after the other, from a stream of any length of which little is in memory at any time. Blocks. */
public final class Rows {

    private final Source source;

    private Rows(Source source) {
        this.source = source;
    }

    /** Where rows come from; null after the last. */
    interface Source {
        @Nullable
        Row next() throws IOException;
    }

    /**
     * What the columns or members are called, in any case.
     *
     * @param culture may be missing
     */
    public record Names(String userId, String culture) {}

    /**
     * Comma-separated values as RFC 4180 has them, in UTF-8 and with a header; semicolons and tabulators separate as well.
     *
     * @throws NoSuchColumn when there is no column of the user ids' name
     */
    public static Rows csv(InputStream text, Names names) throws IOException {
        return new Rows(CsvRows.begin(new Lines(text), names));
    }

    /** An object of JSON, or just a text, on each line. */
    public static Rows ndjson(InputStream text, Names names) {
        return new Rows(new NdjsonRows(new Lines(text), names));
    }

    /** These users, the first of which is line 1. */
    public static Rows of(List<String> userIds) {
        Function<Integer, Row> row = i -> new Row.User(i + 1L, userIds.get(i), null);
        return new Rows(new Source() {
            private int next;

            @Override
            public @Nullable Row next() {
                return next < userIds.size() ? row.apply(next++) : null;
            }
        });
    }

    @Nullable
    Row next() throws IOException {
        return source.next();
    }

    /** There is no column of this name. */
    public static final class NoSuchColumn extends IOException {

        private final String detail;

        NoSuchColumn(String detail) {
            super(detail);
            this.detail = detail;
        }

        /** What there is instead. */
        public String detail() {
            return detail;
        }
    }
}
