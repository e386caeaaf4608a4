package io.offerwallet.simulator;

import java.util.concurrent.atomic.AtomicBoolean;

/** A call that was counted on its way in and is counted once on its way out, whoever says first that it is over. */
final class CallUnderWay {
    private final Traffic traffic;
    private final AtomicBoolean over = new AtomicBoolean();

    CallUnderWay(Traffic traffic) {
        this.traffic = traffic;
    }

    /** To be told before the last byte is sent: a caller that has its answer must not find itself still counted. */
    void answered(int status) {
        if (over.compareAndSet(false, true)) {
            traffic.answered(status);
        }
    }

    /** The connection is gone or will never carry an answer. Does nothing after an answer. */
    void abandoned() {
        if (over.compareAndSet(false, true)) {
            traffic.abandoned();
        }
    }
}
