package io.offerwallet.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.loadtest.SendSettings.Credential;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has wallets loaded before the send, by jobs of the proxy, one for each API, and waits for their end. */
final class Prewarming {
    private static final Set<String> ENDED = Set.of("done", "cancelled", "expired", "failed");
    private static final int ROWS_AT_ONCE = 1_000;

    private final URI proxy;
    private final Credential admin;
    private final Duration ttl;
    private final Duration timeout;
    private final Duration pollEvery;
    private final Consumer<String> log;
    private final JsonCalls calls = new JsonCalls();

    Prewarming(SendSettings settings, Duration pollEvery, Consumer<String> log) {
        this.proxy = settings.proxy();
        this.admin = settings.admin();
        this.ttl = settings.prewarmTtl();
        this.timeout = settings.prewarmTimeout();
        this.pollEvery = pollEvery;
        this.log = log;
    }

    /**
     * Loads the wallets of those recipients that are to be warm.
     *
     * @return how many are held now
     * @throws IllegalStateException if a job doesn't end well, or not in time
     */
    long load(Recipients recipients) {
        return load("simplified", () -> warm(recipients).filter(recipient -> recipient.kind() != CallKind.DROP_IN))
                + load("drop_in", () -> warm(recipients).filter(recipient -> recipient.kind() == CallKind.DROP_IN));
    }

    private static Stream<Recipient> warm(Recipients recipients) {
        return recipients.all().filter(Recipient::warm);
    }

    /** The two APIs hold wallets by themselves. */
    private long load(String api, Supplier<Stream<Recipient>> recipients) {
        return recipients.get().findAny().isEmpty() ? 0 : await(api, submit(api, recipients));
    }

    private long await(String api, URI location) {
        var giveUp = Instant.now().plus(timeout);
        while (true) {
            var job = JsonCalls.json(calls.make(authorized(location).GET().build()));
            var state = job.path("state").asText();
            var items = job.path("items");
            log.accept("Prewarming for %s is %s: %,d of %,d wallets, %,d failed."
                    .formatted(
                            api,
                            state,
                            items.path("done").asLong(),
                            items.path("total").asLong(),
                            items.path("failed").asLong()));
            if (ENDED.contains(state)) {
                return loaded(job, state);
            }
            if (Instant.now().isAfter(giveUp)) {
                throw new IllegalStateException("Prewarming takes longer than prewarm.timeout says.");
            }
            JsonCalls.pause(pollEvery);
        }
    }

    private URI submit(String api, Supplier<Stream<Recipient>> recipients) {
        var request = authorized(URI.create(proxy + "/v1/prewarm?calls=" + api + "&ttl=" + ttl))
                .header("Content-Type", "text/csv")
                .timeout(timeout.compareTo(JsonCalls.TIMEOUT) < 0 ? JsonCalls.TIMEOUT : timeout)
                .POST(BodyPublishers.ofByteArrays(() -> rows(recipients.get().iterator())))
                .build();
        return calls.make(request)
                .headers()
                .firstValue("Location")
                .map(proxy::resolve)
                .orElseThrow(() -> new IllegalStateException(request.uri() + " doesn't tell where its job is."));
    }

    private static long loaded(JsonNode job, String state) {
        if (!state.equals("done")) {
            throw new IllegalStateException("The job of prewarming ended as " + state + ": " + job);
        }
        var items = job.path("items");
        return items.path("done").asLong() - items.path("failed").asLong();
    }

    private HttpRequest.Builder authorized(URI url) {
        return HttpRequest.newBuilder(url)
                .timeout(JsonCalls.TIMEOUT)
                .header("Accept", "application/json")
                .header("Authorization", admin.authorization());
    }

    /** The file, some rows at a time. */
    private static Iterator<byte[]> rows(Iterator<Recipient> warm) {
        return new Iterator<>() {
            private boolean headed;

            @Override
            public boolean hasNext() {
                return !headed || warm.hasNext();
            }

            @Override
            public byte[] next() {
                List<String> lines = new ArrayList<>();
                if (!headed) {
                    headed = true;
                    lines.add("user_id,culture\n");
                }
                while (warm.hasNext() && lines.size() < ROWS_AT_ONCE) {
                    var recipient = warm.next();
                    lines.add(recipient.userId() + "," + recipient.culture() + "\n");
                }
                return String.join("", lines).getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
