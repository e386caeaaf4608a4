package io.offerwallet.redis;

/** Why Redis gave no answer. The names are stable: metrics use them. */
public enum RedisFailure {
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
