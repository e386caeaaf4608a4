package io.offerwallet.wallet;

/**
 * The right to load a wallet, which at most one process of the deployment has at a time.
 *
 * @param generation the user's purge generation when the turn came
 * @param token tells this turn from every other; empty where there is nothing to tell it from
 */
public record Lease(long generation, String token) {

    /** Later than any generation there is. */
    private static final long UNCHECKED = Long.MAX_VALUE;

    /** Of a process that can't reach the others: what it loads is served to whoever waits for it, and not kept. */
    public static Lease alone(String token) {
        return new Lease(UNCHECKED, token);
    }

    public boolean alone() {
        return generation == UNCHECKED;
    }
}
