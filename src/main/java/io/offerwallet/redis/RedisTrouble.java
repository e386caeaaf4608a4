package io.offerwallet.redis;

import io.vertx.redis.client.impl.types.ErrorType;

/** Why Redis gave no answer. Without a stack trace: it is an expected outcome, and may be a frequent one. */
public final class RedisTrouble extends RuntimeException {

    private final RedisFailure kind;

    public RedisTrouble(RedisFailure kind) {
        this(kind, kind.name());
    }

    private RedisTrouble(RedisFailure kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Redis' own error reply; only its first word is kept, since the rest may quote the command. */
    static RedisTrouble reply(ErrorType error) {
        String text = error.getMessage() == null ? "" : error.getMessage();
        int end = text.indexOf(' ');
        String code = end < 0 ? text : text.substring(0, end);
        RedisFailure kind =
                switch (code) {
                    case "LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "BUSY" ->
                        RedisFailure.NOT_SERVING;
                    case "OOM", "MISCONF", "NOREPLICAS" -> RedisFailure.FULL;
                    case "NOSCRIPT" -> RedisFailure.NO_SCRIPT;
                    default -> text.startsWith("CONNECTION_CLOSED") ? RedisFailure.UNREACHABLE : RedisFailure.REFUSED;
                };
        return new RedisTrouble(kind, kind + " (" + code + ")");
    }

    /**
     * Why a connection could not be made, in a word: what kind of failure it was, or the first word of Redis' reply. Messages
     * are left out, because they may quote an address with its credential.
     */
    static String reason(Throwable failure) {
        if (failure instanceof ErrorType error && error.getMessage() != null) {
            return error.getMessage().split(" ", 2)[0];
        }
        return failure.getClass().getSimpleName();
    }

    public RedisFailure kind() {
        return kind;
    }
}
