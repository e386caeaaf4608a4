package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import java.io.IOException;
import java.util.Locale;

/**
 * Picture, film or sound of an offer.
 *
 * @param uri where it is; empty if it isn't said
 * @param logo whether its category says that it is a logo
 */
record Medium(String uri, boolean logo) {

    private static final Medium NONE = new Medium("", false);

    /** The URI of the first logo, else of the first medium, of the object or array that the cursor stands on. */
    static String bestUri(JsonCursor json) throws IOException {
        if (json.at(JsonToken.START_OBJECT)) {
            return read(json).uri;
        }
        Medium best = NONE;
        while (json.nextElement()) {
            if (json.at(JsonToken.START_OBJECT)) {
                best = better(best, read(json));
            } else {
                json.skip();
            }
        }
        return best.uri;
    }

    private static Medium better(Medium first, Medium second) {
        if (second.uri.isBlank()) {
            return first;
        }
        return first.uri.isBlank() || (second.logo && !first.logo) ? second : first;
    }

    private static Medium read(JsonCursor json) throws IOException {
        String uri = "";
        String category = "";
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (name.equals("uri") && json.at(JsonToken.VALUE_STRING)) {
                uri = json.text();
            } else if (name.equals("category_name") && json.at(JsonToken.VALUE_STRING)) {
                category = json.text();
            } else {
                json.skip();
            }
        }
        return new Medium(uri, category.toLowerCase(Locale.ROOT).contains("logo"));
    }
}
