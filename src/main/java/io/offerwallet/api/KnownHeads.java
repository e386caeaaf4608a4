package io.offerwallet.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heads that one event loop's connections know. Callers send the same again and again, but for a length of the body, so
 * few are held; of more than that, those that came first go first.
 */
final class KnownHeads {

    /** What is looked at in one piece; longer ones aren't remembered. */
    static final int LONGEST_REQUEST = 2048;

    private static final int MOST = 64;

    private final byte[] scratch = new byte[LONGEST_REQUEST];
    private final List<KnownHead> heads = new ArrayList<>();
    private int oldest;

    /** Room for one request; what is in it is good until another connection of the loop reads. */
    byte[] scratch() {
        return scratch;
    }

    /** The head of a call by path, whose first line ends before {@code from}, and which has no body. */
    @Nullable
    KnownHead find(byte[] request, int from, int to) {
        for (int i = 0; i < heads.size(); i++) {
            KnownHead head = heads.get(i);
            if (head.call() == PlainCall.BY_PATH && head.bytes().length == to - from && head.is(request, from)) {
                return head;
            }
        }
        return null;
    }

    /** The head of a call by body that is a request of this length. */
    @Nullable
    KnownHead find(byte[] request, int length) {
        for (int i = 0; i < heads.size(); i++) {
            KnownHead head = heads.get(i);
            if (head.call() != PlainCall.BY_PATH
                    && head.bytes().length + head.bodyLength() == length
                    && head.is(request, 0)) {
                return head;
            }
        }
        return null;
    }

    /** Remembers it, unless it is known. */
    void learn(KnownHead head) {
        for (KnownHead known : heads) {
            if (known.call() == head.call()
                    && known.bytes().length == head.bytes().length
                    && known.is(head.bytes(), 0)) {
                return;
            }
        }
        if (heads.size() < MOST) {
            heads.add(head);
        } else {
            heads.set(oldest, head);
            oldest = (oldest + 1) % MOST;
        }
    }
}
