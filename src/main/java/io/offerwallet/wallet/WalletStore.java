package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Port: remembers wallets for a while, forgets them on demand, and gives out turns to load what it doesn't hold.
 *
 * <p>Every user has a purge generation, which a purge ends. A turn names the generation it came in; what is loaded is kept
 * only if that generation goes on (P4). Nothing but a purge fails: a store in trouble holds nothing, and gives a turn to
 * whoever asks.
 */
public interface WalletStore {

    /** What is held for {@code key} and was fetched after the user's last purge. It may be past its time. */
    Uni<Optional<Held>> find(WalletKey key);

    /** What {@link #find} would give, as far as this process knows without asking anybody; empty if it doesn't. */
    Optional<Held> peek(WalletKey key);

    /**
     * The turn to load {@code key}. If it is another's, waits for what comes of it, no longer than the deadline.
     *
     * <p>Who gets {@link Turn.Mine} ends it by {@link #keep} or {@link #giveUp}.
     *
     * @param wanted what makes a turn unnecessary, if it is held
     */
    Uni<Turn> turn(WalletKey key, Predicate<Held> wanted, Deadline deadline);

    /**
     * Keeps {@code held} and ends the turn. If the user was purged since the turn came, nothing is kept, the turn goes on,
     * and another {@link #turn} then tells the generation to load in.
     */
    Uni<Kept> keep(WalletKey key, Held held, Lease lease);

    /** Ends a turn in which nothing was loaded, and lets those who wait for it know why. */
    Uni<Void> giveUp(WalletKey key, Lease lease, Failed failed);

    /** Whether data of this generation may still be shown, as far as this process knows. */
    boolean current(UserId user, long generation);

    /**
     * Forgets everything about the users; once it completes, nothing fetched before is found any more, by any process.
     * Fails with {@link PurgeUnconfirmed} only.
     */
    Uni<Void> purge(Collection<UserId> users);
}
