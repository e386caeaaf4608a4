package io.offerwallet.api;

import org.jboss.logging.Logger;

/** What is said of a request that fails by a fault of ours: all to the log, nothing of its inside to the caller. */
final class Bugs {

    private static final Logger LOG = Logger.getLogger(Bugs.class);

    private Bugs() {}

    /** Logs it, and gives what to answer. */
    static Problem told(Throwable bug, String requestId) {
        LOG.errorf(bug, "Request %s failed by a bug.", requestId);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The request failed; the log says why.");
    }
}
