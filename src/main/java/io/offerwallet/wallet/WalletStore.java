package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Optional;

/**
 * Port: remembers wallets for a while, and forgets them on demand.
 *
 * <p>Every user has a purge generation. A load reads it before it asks SessionM and hands it in with the result; the
 * result is kept only if no purge came in between (P4). No method fails: a store in trouble holds nothing.
 */
public interface WalletStore {

    /** What is held for {@code key} and was put there after the user's last purge. It may be past its time. */
    Uni<Optional<Held>> find(WalletKey key);

    /** What {@link #find} would give, as far as this process knows without asking anybody; empty if it doesn't. */
    Optional<Held> peek(WalletKey key);

    /** The user's purge generation now; a later purge has a greater one. */
    Uni<Long> generation(UserId user);

    /** Keeps {@code held} if the user's generation is still {@code generation}; false if it is not. */
    Uni<Boolean> keep(WalletKey key, Held held, long generation);

    /** Forgets everything about the users; once it completes, nothing put before it is found any more. */
    Uni<Void> purge(Collection<UserId> users);
}
