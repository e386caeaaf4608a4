package io.offerwallet.api;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The body that a connection's last request announced and that has not come yet. Lives on the connection's event loop. */
final class ComingBody {

    /** Many send head and body one after the other. Who takes longer than that is for those who have limits for it. */
    private static final long LONGEST = 100;

    private @Nullable PlainRequest request;
    private @Nullable Future<?> late;

    void of(PlainRequest plain) {
        request = plain;
    }

    boolean isAwaited() {
        return request != null;
    }

    /** To be told when nothing more has been read: from now on it has a short time to come. */
    void limit(EventExecutor loop, Runnable isLate) {
        if (late == null) {
            late = loop.schedule(isLate, LONGEST, MILLISECONDS);
        }
    }

    /** The request that it was waited for, if any; no longer. */
    @Nullable
    PlainRequest ended() {
        PlainRequest plain = request;
        request = null;
        if (late != null) {
            late.cancel(false);
            late = null;
        }
        return plain;
    }
}
