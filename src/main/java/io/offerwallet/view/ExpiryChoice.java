package io.offerwallet.view;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an offer expires, by the best of the candidates met so far. */
final class ExpiryChoice {

    /** What an expiry that can't be read is taken for: the offer must not be shown as one that never expires (P3). */
    private static final Instant LONG_AGO = Instant.EPOCH;

    private int rank = Integer.MAX_VALUE;
    private @Nullable Instant chosen;
    private boolean unreadable;

    /** Looks at the value that the cursor stands on. */
    void consider(JsonCursor json, int itsRank) {
        if (json.token().isStructStart()) {
            isNoDate();
        } else if (!json.at(JsonToken.VALUE_NULL) && itsRank < rank) {
            String text = json.text();
            if (!text.isBlank() && takes(text)) {
                rank = itsRank;
            }
        }
    }

    /** A candidate is there that is no date. */
    void isNoDate() {
        unreadable = true;
    }

    /** Prefers the text, if it is a date. */
    boolean takes(String text) {
        Instant date = SourceDate.end(text);
        if (date == null) {
            isNoDate();
        } else {
            chosen = date;
        }
        return date != null;
    }

    /** Null if the offer never expires. */
    @Nullable
    Instant instant() {
        return chosen == null && unreadable ? LONG_AGO : chosen;
    }
}
