package io.offerwallet.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls before and after the send, which aren't part of it. What fails is told with the address that was called. */
final class JsonCalls {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /**
     * Makes a call.
     *
     * @throws IllegalStateException if it isn't answered, or not with a status from 200 to 299
     */
    HttpResponse<String> make(HttpRequest request) {
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (IOException unanswered) {
            throw new IllegalStateException(describe(request) + " wasn't answered: " + unanswered, unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(describe(request) + " was interrupted.", interrupted);
        }
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "%s was answered %d: %s".formatted(describe(request), response.statusCode(), response.body()));
        }
        return response;
    }

    /** Between two tries. */
    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting.", interrupted);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(response.uri() + " didn't answer with JSON.", notJson);
        }
    }

    private static String describe(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}
