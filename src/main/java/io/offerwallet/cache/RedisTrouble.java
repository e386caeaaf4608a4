package io.offerwallet.cache;

import io.vertx.redis.client.impl.types.ErrorType;

/** Why Redis gave no answer. Without a stack trace: it is an expected outcome, and may be a frequent one. */
final class RedisTrouble extends RuntimeException {

    /** What the trouble is. */
    enum Kind {
        /** There is no connection, or it broke. */
        UNREACHABLE,
        /** No answer within the command timeout. */
        TOO_SLOW,
        /** It failed so often that it isn't asked for a while. */
        NOT_ASKED,
        /** It says that it can't serve now: it loads its data, is a replica, or its cluster is down. */
        NOT_SERVING,
        /** It is full and takes no more data; what it has can still be read and removed. */
        FULL,
        /** It doesn't know the script. */
        NO_SCRIPT,
        /** It refused the command for another reason. */
        REFUSED;

        /** Whether it says something about Redis as a whole, rather than about this command. */
        boolean general() {
            return this == UNREACHABLE || this == TOO_SLOW || this == NOT_SERVING;
        }
    }

    private final Kind kind;

    RedisTrouble(Kind kind) {
        this(kind, kind.name());
    }

    private RedisTrouble(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Redis' own error reply; only its first word is kept, since the rest may quote the command. */
    static RedisTrouble reply(ErrorType error) {
        String text = error.getMessage() == null ? "" : error.getMessage();
        int end = text.indexOf(' ');
        String code = end < 0 ? text : text.substring(0, end);
        Kind kind =
                switch (code) {
                    case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "BUSY" ->
                        Kind.NOT_SERVING;
                    case "OOM", "MISCONF", "NOREPLICAS" -> Kind.FULL;
                    case "NOSCRIPT" -> Kind.NO_SCRIPT;
                    default -> text.startsWith("CONNECTION_CLOSED") ? Kind.UNREACHABLE : Kind.REFUSED;
                };
        return new RedisTrouble(kind, kind + " (" + code + ")");
    }

    Kind kind() {
        return kind;
    }
}
