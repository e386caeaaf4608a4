package io.offerwallet.wallet;

/** The trace that a request is part of. Whoever hands it on knows no more of it than its id. */
@FunctionalInterface
public interface Trace {

    /** That of a request which isn't traced. */
    Trace NONE = () -> "";

    /** 32 hex digits; empty if there is no trace. */
    String id();
}
