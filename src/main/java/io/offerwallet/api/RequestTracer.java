package io.offerwallet.api;

import io.offerwallet.wallet.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears of requests, to make traces of them. */
public interface RequestTracer {

    /** Whether anything is traced; the same for the life of the process. If not, it hears of no request. */
    boolean traces();

    /**
     * One has come. Each that comes also ends.
     *
     * @param parent the header {@code traceparent}: whatever the caller put there, null if nothing
     * @param age how long ago it came
     * @return {@link Trace#NONE} if it isn't to be traced
     */
    Trace arrived(@Nullable String parent, Duration age);

    /**
     * It has been answered, or its caller has gone away.
     *
     * @param trace what {@link #arrived} gave
     */
    void ended(Trace trace, Ended request);

    /**
     * What is known of a request at its end; nothing of its path, query and body, which hold user ids (P9).
     *
     * @param method any token that the caller chose
     * @param route what was called, as a template without values; {@code -} if it is none of ours
     * @param status what was answered, or {@link RequestListener#CALLER_WENT_AWAY}
     * @param cache what {@code X-Cache} said, null if nothing
     * @param client the name of the client that called; {@code -} if it is none
     * @param requestId what the request is called in its answer and in the log
     * @param took from its arrival to the last byte of its answer
     */
    record Ended(
            String method,
            String route,
            int status,
            @Nullable String cache,
            String client,
            String requestId,
            Duration took) {}
}
