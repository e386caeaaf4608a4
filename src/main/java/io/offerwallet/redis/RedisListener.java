package io.offerwallet.redis;

/** Hears how Redis is doing, for metrics, health and logs. */
public interface RedisListener {

    /** Redis failed so often that it isn't asked for a while, or it is asked again. */
    default void leftAlone(boolean now) {}

    /** This process hears of the others' purges, and so uses its memory, or it doesn't. */
    default void listening(boolean now) {}

    /** A connection could not be made. */
    default void connectionFailed(String reason) {}

    /** A command was not answered. */
    default void failed(RedisFailure why) {}

    /** Redis was looked into for a wallet that this process' memory didn't have. */
    default void lookedFor(boolean found) {}
}
