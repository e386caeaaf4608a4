package io.offerwallet.simulator.braze;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Makes one HTTP call as Braze does: in two seconds or not at all, and never to where a redirect leads. Thread-safe. */
final class HttpCall {
    /** From asking to the last byte. */
    static final Duration DEADLINE = Duration.ofSeconds(2);

    /** Braze says 1 MB, which is taken in its stricter sense. */
    static final int LARGEST_BODY = 1_000_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicLong made = new AtomicLong();
    private final Map<String, URI> routes;
    private final Duration deadline;

    HttpCall(Map<String, URI> routes, Duration deadline) {
        this.routes = Map.copyOf(routes);
        this.deadline = deadline;
    }

    Answer make(Request request) {
        var answer = client.sendAsync(http(request), response -> new BoundedBody(LARGEST_BODY));
        try {
            return answer(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return Answer.NONE;
        } catch (ExecutionException broken) {
            return Answer.NONE;
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a call", interrupted);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), Call.Origin.HOST);
    }

    private HttpRequest http(Request request) {
        var http = HttpRequest.newBuilder(routed(request.url())).header("User-Agent", userAgent());
        request.headers().forEach(http::setHeader);
        return request.isGet()
                ? http.GET().build()
                : http.POST(BodyPublishers.ofString(request.body())).build();
    }

    /** The hash is another one for every call, so that nobody relies on it. */
    private String userAgent() {
        return "Braze Sender %040x".formatted(made.incrementAndGet());
    }

    private URI routed(URI url) {
        var to = routes.get(url.getHost());
        if (to == null) {
            return url;
        }
        var query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(to.getScheme() + "://" + to.getRawAuthority() + url.getRawPath() + query);
    }
}
