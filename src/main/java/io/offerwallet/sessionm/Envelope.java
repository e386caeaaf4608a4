package io.offerwallet.sessionm;

import com.fasterxml.jackson.core.JsonToken;
import io.offerwallet.json.JsonCursor;
import io.offerwallet.wallet.Survey;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway must know of an answer before it believes it: whether it is a wallet, whose, and how much of it.
 *
 * @param status {@code ok} or what else SessionM says; empty if it says nothing
 * @param userId whose wallet it is; null if it doesn't say
 * @param offers how many offers are in it
 * @param totalRecords how many offers SessionM has; null if it doesn't say
 * @param lists where the lists that are spread over pages stand, by name
 */
record Envelope(
        String status,
        @Nullable String userId,
        int offers,
        @Nullable Long totalRecords,
        Map<String, ListSpan> lists) {

    private static final String OK = "ok";

    static final String USER_OFFERS = "user_offers";

    /** The lists of a payload that continue from page to page. */
    static final List<String> PAGED = List.of(USER_OFFERS, "offer_groups", "offer_categories");

    /** Who reads the wallet in it is stricter, and refuses names that come twice, too. */
    private static final int DEEPEST = 1000;

    Envelope {
        lists = Map.copyOf(lists);
    }

    /** Reads an answer; empty if it is no JSON object in UTF-8, or not a whole one. */
    static Optional<Envelope> read(byte[] body) {
        JsonCursor json = JsonCursor.lenient(body, DEEPEST);
        try {
            if (json.open() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Reading reading = new Reading(json);
            reading.readTop();
            // Whatever follows the object makes it something else than an answer of SessionM.
            return json.atEnd() ? Optional.of(reading.envelope()) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** Of a wallet that somebody has looked through; the lists aren't in it. Empty if {@link #read} would be. */
    static Optional<Envelope> of(Survey wallet) {
        try {
            String total = wallet.totalRecords();
            Long records = total == null ? null : Reading.wholeNumber(total);
            return Optional.of(new Envelope(OK, wallet.userId(), wallet.offers(), records, Map.of()));
        } catch (IOException beyondAllNumbers) {
            return Optional.empty();
        }
    }

    boolean ok() {
        return OK.equals(status);
    }

    /**
     * Where the elements of a list stand, between its brackets.
     *
     * @param from the byte after the opening bracket
     * @param to the closing bracket's byte
     * @param size how many elements there are
     */
    record ListSpan(int from, int to, int size) {}

    private static final class Reading {
        private final JsonCursor json;
        private final Map<String, ListSpan> lists = new HashMap<>();
        private String status = "";
        private @Nullable String userId;
        private @Nullable Long totalRecords;

        Reading(JsonCursor json) {
            this.json = json;
        }

        Envelope envelope() {
            ListSpan offers = lists.get(USER_OFFERS);
            return new Envelope(status, userId, offers == null ? 0 : offers.size(), totalRecords, lists);
        }

        void readTop() throws IOException {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals("status") && json.at(JsonToken.VALUE_STRING)) {
                    status = json.text();
                } else if (name.equals("payload") && json.at(JsonToken.START_OBJECT)) {
                    readPayload();
                }
                json.skip();
            }
        }

        private void readPayload() throws IOException {
            for (String name = json.nextField(); name != null; name = json.nextField()) {
                if (name.equals("user_id") && json.at(JsonToken.VALUE_STRING)) {
                    userId = json.text();
                } else if (name.equals("total_records") && json.at(JsonToken.VALUE_NUMBER_INT)) {
                    totalRecords = wholeNumber(json.text());
                } else if (PAGED.contains(name) && json.at(JsonToken.START_ARRAY)) {
                    lists.put(name, readList());
                }
                json.skip();
            }
        }

        private static long wholeNumber(String digits) throws IOException {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException beyondAllNumbers) {
                throw new IOException(beyondAllNumbers);
            }
        }

        private ListSpan readList() throws IOException {
            int from = json.from() + 1;
            int size = 0;
            while (json.nextElement()) {
                json.skip();
                size++;
            }
            return new ListSpan(from, json.skip() - 1, size);
        }
    }
}
