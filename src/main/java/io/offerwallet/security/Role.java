package io.offerwallet.security;

/** What a client may do. Roles are independent of each other: {@code ADMIN} includes no other. */
public enum Role {
    /** Read the offers of any user. */
    WALLET,
    /** Purge wallets and run prewarm jobs. */
    ADMIN,
    /** Tag users, one by one or by import. */
    TAGS,
    /** Have messages sent. */
    TRIGGERS,
    /** Tell of events that concern users' offers, which forgets those users and nothing else. */
    EVENTS
}
