package io.offerwallet.api;

import io.offerwallet.wallet.Listeners;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells of every request as it comes and when it has ended: those who count, and the access log. */
@Singleton
final class Requests {

    private final AccessLog accessLog;
    private final Listeners<RequestListener> listeners;

    Requests(AccessLog accessLog, Instance<RequestListener> listeners) {
        this.accessLog = accessLog;
        this.listeners = new Listeners<>(listeners);
    }

    void arrived() {
        listeners.tell(RequestListener::arrived);
    }

    /**
     * @param status what was answered, or {@link RequestListener#CALLER_WENT_AWAY}
     * @param cache what {@code X-Cache} said, null if nothing
     * @param bytes the length of the answer's body
     */
    void ended(Arrival arrival, int status, @Nullable CharSequence cache, long bytes) {
        Duration took = arrival.age();
        listeners.tell(listener -> listener.ended(arrival.method(), arrival.route(), status, took));
        accessLog.write(arrival, status, took, cache, bytes);
    }
}
