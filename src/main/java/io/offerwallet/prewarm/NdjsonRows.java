package io.offerwallet.prewarm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.prewarm.Lines.Line;
import io.offerwallet.prewarm.Rows.Names;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows of JSON, one on each line. */
final class NdjsonRows implements Rows.Source {

    private static final JsonFactory JSON = new JsonFactory();

    private final Lines lines;
    private final Names names;

    NdjsonRows(Lines lines, Names names) {
        this.lines = lines;
        this.names = names;
    }

    @Override
    public @Nullable Row next() throws IOException {
        Line line = lines.nextFilled();
        if (line == null) {
            return null;
        }
        return line.tooLong() ? Row.Unreadable.tooLong(line.number()) : read(line);
    }

    private Row read(Line line) {
        try (JsonParser json = JSON.createParser(line.text())) {
            JsonToken first = json.nextToken();
            Row row =
                    switch (first) {
                        case START_OBJECT -> user(line.number(), json);
                        case VALUE_STRING -> new Row.User(line.number(), json.getText(), null);
                        default -> notAnObject(line);
                    };
            return json.nextToken() == null ? row : notAnObject(line);
        } catch (IOException malformed) {
            return notAnObject(line);
        }
    }

    private Row user(long line, JsonParser json) throws IOException {
        String userId = null;
        String culture = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING && name.equalsIgnoreCase(names.userId())) {
                userId = json.getText();
            } else if (value == JsonToken.VALUE_STRING && name.equalsIgnoreCase(names.culture())) {
                culture = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return new Row.User(line, userId, culture);
    }

    private static Row notAnObject(Line line) {
        return new Row.Unreadable(line.number(), "The line is no JSON object, and no text.");
    }
}
