package io.offerwallet.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for the proxy, and sees that it takes the credential, so that no send is made of nothing but refusals. */
final class FirstContact {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK_BUT_NO_USER = 400;
    private static final int NOT_KNOWN = 401;
    private static final int NOT_ALLOWED = 403;
    private static final int BAD_GATEWAY = 502;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final SendSettings settings;
    private final Duration tryEvery;

    FirstContact(SendSettings settings, Duration tryEvery) {
        this.settings = settings;
        this.tryEvery = tryEvery;
    }

    /**
     * Returns when the proxy is there.
     *
     * @throws IllegalStateException with a sentence, if it isn't there in time or refuses the credential
     */
    void make() {
        var giveUp = Instant.now().plus(settings.patience());
        var status = ask();
        while ((status.isEmpty() || status.get() >= BAD_GATEWAY)
                && Instant.now().isBefore(giveUp)) {
            JsonCalls.pause(tryEvery);
            status = ask();
        }
        if (status.isEmpty()) {
            throw new IllegalStateException("Nobody answers at %s.".formatted(settings.proxy()));
        }
        switch (status.get()) {
            case OK_BUT_NO_USER -> {}
            case NOT_KNOWN, NOT_ALLOWED ->
                throw new IllegalStateException("%s refuses the credential of %s with %d: see client and secret."
                        .formatted(settings.proxy(), settings.braze(), status.get()));
            default ->
                throw new IllegalStateException(
                        "%s answers %d where the proxy would answer 400.".formatted(settings.proxy(), status.get()));
        }
    }

    /** For the wallet of what is no user; the status, if it is answered. */
    private Optional<Integer> ask() {
        var request = HttpRequest.newBuilder(URI.create(settings.proxy() + "/v1/wallets/nobody"))
                .timeout(TIMEOUT)
                .header("Authorization", settings.braze().authorization())
                .build();
        try {
            return Optional.of(client.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the proxy.", interrupted);
        }
    }
}
