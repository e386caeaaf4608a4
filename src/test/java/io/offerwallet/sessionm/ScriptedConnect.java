package io.offerwallet.sessionm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A SessionM that answers what it is told to, one answer after the other, and remembers what it was asked. */
final class ScriptedConnect implements ConnectApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<Supplier<Multi<byte[]>>> script = new ArrayDeque<>();
    private final List<byte[]> requests = new ArrayList<>();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final List<String> authorizations = new ArrayList<>();

    @Override
    public Uni<Call> open(String authorization) {
        return Uni.createFrom().item(() -> new Call() {
            @Override
            public Uni<byte[]> send(byte[] body, long maxBytes, BooleanSupplier inTime) {
                if (!inTime.getAsBoolean()) {
                    return Uni.createFrom().failure(new NotSent());
                }
                Pieces pieces = new Pieces(maxBytes);
                return sent(authorization, body)
                        .invoke(pieces::add)
                        .collect()
                        .last()
                        .map(last -> pieces.joined());
            }

            @Override
            public void giveUp() {
                givenUp.incrementAndGet();
            }
        });
    }

    private synchronized Multi<byte[]> sent(String authorization, byte[] body) {
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
        return thenFails(new ErrorStatus(status, Optional.empty(), Answers.bytes(body)));
    }

    ScriptedConnect thenThrottled(String retryAfter) {
        return thenFails(new ErrorStatus(429, Optional.of(retryAfter), new byte[0]));
    }

    /** How many calls were opened and not sent. */
    int givenUp() {
        return givenUp.get();
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
