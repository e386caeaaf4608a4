package io.offerwallet.sessionm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A SessionM that answers what it is told to, one answer after the other, and remembers what it was asked. */
final class ScriptedConnect implements ConnectApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<Supplier<Multi<byte[]>>> script = new ArrayDeque<>();
    private final List<byte[]> requests = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    @Override
    public synchronized Multi<byte[]> getUserOffers(String authorization, byte[] body) {
        authorizations.add(authorization);
        requests.add(body);
        if (script.isEmpty()) {
            throw new AssertionError("Call " + requests.size() + " was not expected.");
        }
        return script.remove().get();
    }

    ScriptedConnect then(Multi<byte[]> answer) {
        script.add(() -> answer);
        return this;
    }

    ScriptedConnect then(byte[] answer) {
        return then(Multi.createFrom().item(answer));
    }

    ScriptedConnect thenThrows(RuntimeException thrown) {
        script.add(() -> {
            throw thrown;
        });
        return this;
    }

    ScriptedConnect thenFails(Throwable failure) {
        return then(Multi.createFrom().failure(failure));
    }

    ScriptedConnect thenStatus(int status, String body) {
        return thenFails(refused(Response.status(status).entity(Answers.bytes(body))));
    }

    ScriptedConnect thenThrottled(String retryAfter) {
        return thenFails(refused(Response.status(429).header(HttpHeaders.RETRY_AFTER, retryAfter)));
    }

    static WebApplicationException refused(Response.ResponseBuilder response) {
        return new WebApplicationException(response.build());
    }

    synchronized int calls() {
        return requests.size();
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    synchronized JsonNode request(int number) {
        try {
            return JSON.readTree(requests.get(number));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
