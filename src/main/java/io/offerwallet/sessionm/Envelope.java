package io.offerwallet.sessionm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

    static final String USER_OFFERS = "user_offers";

    /** The lists of a payload that continue from page to page. */
    static final List<String> PAGED = List.of(USER_OFFERS, "offer_groups", "offer_categories");

    private static final JsonFactory JSON = new JsonFactory();

    Envelope {
        lists = Map.copyOf(lists);
    }

    /** Reads an answer; empty if it is no JSON object, or not a whole one. */
    static Optional<Envelope> read(byte[] body) {
        if (inWideCharacters(body)) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Reading reading = new Reading(json);
            reading.readTop();
            // Whatever follows the object makes it something else than an answer of SessionM.
            return json.nextToken() == null ? Optional.of(reading.envelope()) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /** UTF-16 and UTF-32, which Jackson reads as well, but then its offsets don't count bytes. */
    private static boolean inWideCharacters(byte[] body) {
        return body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xFF) >= 0xFE);
    }

    boolean ok() {
        return "ok".equals(status);
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
        private final JsonParser json;
        private final Map<String, ListSpan> lists = new HashMap<>();
        private String status = "";
        private @Nullable String userId;
        private @Nullable Long totalRecords;

        Reading(JsonParser json) {
            this.json = json;
        }

        Envelope envelope() {
            ListSpan offers = lists.get(USER_OFFERS);
            return new Envelope(status, userId, offers == null ? 0 : offers.size(), totalRecords, lists);
        }

        void readTop() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("status") && value == JsonToken.VALUE_STRING) {
                    status = json.getText();
                } else if (name.equals("payload") && value == JsonToken.START_OBJECT) {
                    readPayload();
                } else {
                    json.skipChildren();
                }
            }
        }

        private void readPayload() throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("user_id") && value == JsonToken.VALUE_STRING) {
                    userId = json.getText();
                } else if (name.equals("total_records") && value == JsonToken.VALUE_NUMBER_INT) {
                    totalRecords = json.getLongValue();
                } else if (PAGED.contains(name) && value == JsonToken.START_ARRAY) {
                    lists.put(name, readList());
                } else {
                    json.skipChildren();
                }
            }
        }

        private ListSpan readList() throws IOException {
            int from = (int) json.currentTokenLocation().getByteOffset() + 1;
            int size = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                size++;
            }
            return new ListSpan(from, (int) json.currentTokenLocation().getByteOffset(), size);
        }
    }
}
