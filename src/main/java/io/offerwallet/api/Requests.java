package io.offerwallet.api;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.Trace;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells of every request as it comes and when it has ended: those who count, those who trace, and the access log. */
@Singleton
final class Requests {

    private final AccessLog accessLog;
    private final Listeners<RequestListener> listeners;
    private final Listeners<RequestTracer> tracers;

    Requests(AccessLog accessLog, Instance<RequestListener> listeners, Instance<RequestTracer> tracers) {
        this.accessLog = accessLog;
        this.listeners = new Listeners<>(listeners);
        this.tracers =
                new Listeners<>(tracers.stream().filter(RequestTracer::traces).toList());
    }

    void arrived(Arrival arrival, HeaderLookup headers) {
        listeners.tell(RequestListener::arrived);
        tracers.tell(tracer -> arrival.traced(tracer.arrived(headers.get(Headers.TRACEPARENT), arrival.age())));
    }

    /**
     * @param status what was answered, or {@link RequestListener#CALLER_WENT_AWAY}
     * @param cache what {@code X-Cache} said, null if nothing
     * @param bytes the length of the answer's body
     */
    void ended(Arrival arrival, int status, @Nullable CharSequence cache, long bytes) {
        Duration took = arrival.age();
        listeners.tell(listener -> listener.ended(arrival.method(), arrival.route(), status, took));
        if (arrival.trace() != Trace.NONE) {
            RequestTracer.Ended ended = new RequestTracer.Ended(
                    arrival.method(),
                    arrival.route(),
                    status,
                    cache == null ? null : cache.toString(),
                    arrival.client(),
                    arrival.requestId(),
                    took);
            tracers.tell(tracer -> tracer.ended(arrival.trace(), ended));
        }
        accessLog.write(arrival, status, took, cache, bytes);
    }
}
