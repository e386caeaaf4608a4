package io.offerwallet.cache;

/** What can be seen of a cache from outside. */
public interface CacheGauges {

    /** Bytes held, as counted against the bound. */
    long bytes();

    /** Entries held. */
    long entries();

    /** Entries dropped since start because the bound was reached. */
    long evictions();
}
