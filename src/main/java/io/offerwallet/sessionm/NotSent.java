package io.offerwallet.sessionm;

/** A call that wasn't sent, since its time for that had passed. */
final class NotSent extends RuntimeException {

    NotSent() {
        super("It was too late to send the call.", null, false, false);
    }
}
