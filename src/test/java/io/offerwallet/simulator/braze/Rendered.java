package io.offerwallet.simulator.braze;

import java.util.List;

/** What became of one message for one recipient. */
public sealed interface Rendered {

    /** The calls that its template made, in order; one that was tried again is in it once for every try. */
    List<Call> calls();

    /** The text of a message that is sent; anything else is an {@link AssertionError}, for this is for tests. */
    default String text() {
        if (this instanceof Sent sent) {
            return sent.message();
        }
        throw new AssertionError("The message isn't sent: " + this);
    }

    /** The message goes out. */
    record Sent(String message, List<Call> calls) implements Rendered {
        public Sent {
            calls = List.copyOf(calls);
        }
    }

    /** The template itself has stopped the message; {@code reason} is empty if it gave none. */
    record Aborted(String reason, List<Call> calls) implements Rendered {
        public Aborted {
            calls = List.copyOf(calls);
        }
    }

    /** The message can't be sent: a call has failed with all its retries, or the template asks for what there isn't. */
    record Unsent(String reason, List<Call> calls) implements Rendered {
        public Unsent {
            calls = List.copyOf(calls);
        }
    }
}
