package io.offerwallet.api;

/** Hears what became of SessionM's events, for metrics. */
public interface SessionmEventListener {

    /** So many events came to this. */
    void handled(Result result, int events);

    /** What becomes of an event. */
    enum Result {
        /** Its user was forgotten. */
        PURGED,
        /** Its type changes nobody's offers. */
        IGNORED,
        /** It couldn't be understood, or came with too many others: its user may be shown what he no longer has. */
        REFUSED,
        /** Its user couldn't be forgotten for certain; SessionM was told to send it again. */
        FAILED
    }
}
