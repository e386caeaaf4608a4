package io.offerwallet.cache;

/** Hears how Redis is doing, for metrics, health and logs. */
public interface RedisListener {

    /** Redis failed so often that it isn't asked for a while, or it is asked again. */
    default void leftAlone(boolean now) {}
}
