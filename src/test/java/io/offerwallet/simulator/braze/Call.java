package io.offerwallet.simulator.braze;

import java.net.URI;
import java.time.Duration;

/**
 * One try of a Connected Content call.
 *
 * @param url as the template gives it, not where a {@linkplain Braze.Builder#route route} leads
 * @param status what the host has answered, or what Braze says in its place
 * @param duration from asking to the last byte
 */
public record Call(String method, URI url, int status, Origin origin, Duration duration) {

    /** Who has answered. */
    public enum Origin {
        /** The host that was called. */
        HOST,
        /** The workspace's cache; the host was not called. */
        CACHE,
        /** Nobody: the host gave no answer, or isn't called because it is unhealthy. */
        BRAZE
    }
}
