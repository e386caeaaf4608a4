package io.offerwallet.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * What a pod answered.
 *
 * @param sent when it was asked
 * @param took how long the client waited
 */
record Answer(HttpResponse<String> response, Instant sent, Duration took) {

    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    /** Where the wallet came from: {@code hit}, {@code miss}, {@code coalesced} or {@code stale}; empty in an error. */
    String cache() {
        return response.headers().firstValue("X-Cache").orElse("");
    }

    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /** Which state of the user's wallet it shows. */
    int revision() {
        return revisionIn(json());
    }

    static int revisionIn(JsonNode wallet) {
        return wallet.required("available_points").intValue() % 1000;
    }
}
