package io.offerwallet.api;

import java.time.Duration;

/** Hears of requests as they come and go, for metrics. */
public interface RequestListener {

    /** One has come. Each that comes also ends. */
    void arrived();

    /**
     * One has been answered, or its caller has gone away.
     *
     * @param method any token that the caller chose
     * @param route what was called, as a template without values; {@code -} if it is none of ours
     * @param status what was answered, or {@link #CALLER_WENT_AWAY}
     * @param took from its arrival to the last byte of its answer
     */
    void ended(String method, String route, int status, Duration took);

    /** No status of HTTP's; nginx's logs have made it known. */
    int CALLER_WENT_AWAY = 499;
}
