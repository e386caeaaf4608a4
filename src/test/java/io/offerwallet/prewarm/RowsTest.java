package io.offerwallet.prewarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.prewarm.Rows.Names;
import io.offerwallet.prewarm.Rows.NoSuchColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {

    private static final Names NAMES = new Names("user_id", "culture");

    @Test
    void columnsAreFoundByNameWhereverTheyStand() throws IOException {
        assertThat(csv("name,Culture, USER_ID \r\nAnn,fr,1\r\nBob,,2\r\n")).containsExactly("2 1 fr", "3 2 ");
        assertThat(csv("user_id\n1\n2")).containsExactly("2 1 null", "3 2 null");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void exportsSeparateByCommaSemicolonOrTabulator(String separator) throws IOException {
        assertThat(csv("user_id,name,culture\n1,\"a,b;c\td\",fr\n".replace(",", separator)))
                .containsExactly("2 1 fr");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(csv("\uFEFFuser_id\n1\n")).containsExactly("2 1 null");
    }

    @Test
    void quotedFieldsMayHoldAnythingAndGoOnOnOtherLines() throws IOException {
        assertThat(csv("user_id,note,culture\n1,\"a \"\"b\"\",\nc\n\",fr\n2,,de\n"))
                .containsExactly("2 1 fr", "5 2 de");
    }

    @Test
    void aQuoteTooManyCostsOneRow() throws IOException {
        assertThat(csv("user_id,note\n1,ok\n2,\"open\n3,ok\n\"4\" x,ok\n5,ok\n"))
                .containsExactly(
                        "2 1 null",
                        "3! A quoted field doesn't end, or text follows it.",
                        "4 3 null",
                        "5! A quoted field doesn't end, or text follows it.",
                        "6 5 null");
    }

    @Test
    void shortAndEmptyRows() throws IOException {
        assertThat(csv("note,user_id,culture\na,1\nb\n\n   \n,,\nc,2,fr,more\n"))
                .containsExactly("2 1 null", "3! The row has fewer columns than the header.", "6  ", "7 2 fr");
    }

    @Test
    void aLineWithoutEndIsNotKept() throws IOException {
        String endless = "x".repeat(10 * Lines.LONGEST);

        assertThat(csv("user_id\n" + endless + "\n1\n"))
                .containsExactly("2! The line is longer than 65536 characters.", "3 1 null");
        assertThat(ndjson(endless + "\n\"1\"\n"))
                .containsExactly("1! The line is longer than 65536 characters.", "2 1 null");
    }

    @Test
    void whatIsNoUtf8CostsNoMoreThanItsColumn() throws IOException {
        byte[] text = "user_id,name\n1,?\n2,b\n".getBytes(UTF_8);
        text[15] = (byte) 0xC3;

        assertThat(read(Rows.csv(new ByteArrayInputStream(text), NAMES))).containsExactly("2 1 null", "3 2 null");
    }

    @Test
    void whoNamesNoColumnIsToldWhichThereAre() {
        assertThatThrownBy(() -> csv("id;name\n1;a\n"))
                .isInstanceOf(NoSuchColumn.class)
                .hasMessage("The first line has no column user_id. It has: id, name");
        assertThatThrownBy(() -> csv("")).isInstanceOf(NoSuchColumn.class);
    }

    @Test
    void linesOfJson() throws IOException {
        assertThat(ndjson("""
                {"user_id":"1","culture":"fr","more":{"user_id":"x"}}
                "2"

                {"USER_ID":"3","culture":null}
                {"user_id":4}
                {"user_id":"5"
                {"user_id":"6"} {"user_id":"7"}
                [1]
                null
                """))
                .containsExactly(
                        "1 1 fr",
                        "2 2 null",
                        "4 3 null",
                        "5 null null",
                        "6! The line is no JSON object, and no text.",
                        "7! The line is no JSON object, and no text.",
                        "8! The line is no JSON object, and no text.",
                        "9! The line is no JSON object, and no text.");
    }

    @Test
    void aListCountsItsUsers() throws IOException {
        assertThat(read(Rows.of(List.of("a", "b")))).containsExactly("1 a null", "2 b null");
    }

    @Test
    void rowsAreReadAsTheyCome() throws IOException {
        byte[] row = "1,fr\n".getBytes(UTF_8);
        Enumeration<InputStream> parts = Collections.enumeration(Stream.iterate(
                        (InputStream) new ByteArrayInputStream("user_id,culture\n".getBytes(UTF_8)),
                        before -> new ByteArrayInputStream(row))
                .limit(200_000)
                .toList());
        InputStream endless = new SequenceInputStream(parts);
        Rows rows = Rows.csv(endless, NAMES);
        for (int i = 0; i < 100_000; i++) {
            assertThat(rows.next()).isEqualTo(new Row.User(i + 2, "1", "fr"));
        }
    }

    private static List<String> csv(String text) throws IOException {
        return read(Rows.csv(new ByteArrayInputStream(text.getBytes(UTF_8)), NAMES));
    }

    private static List<String> ndjson(String text) throws IOException {
        return read(Rows.ndjson(new ByteArrayInputStream(text.getBytes(UTF_8)), NAMES));
    }

    private static List<String> read(Rows rows) throws IOException {
        List<String> all = new ArrayList<>();
        for (Row row = rows.next(); row != null; row = rows.next()) {
            all.add(text(row));
        }
        return all;
    }

    private static String text(Row row) {
        return row instanceof Row.User user
                ? user.line() + " " + user.userId() + " " + user.culture()
                : ((Row.Unreadable) row).line() + "! " + ((Row.Unreadable) row).reason();
    }
}
