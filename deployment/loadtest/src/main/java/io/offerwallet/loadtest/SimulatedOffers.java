package io.offerwallet.loadtest;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which offers the simulator's users have: it draws the id of a user's copy of an offer from the user's id. */
final class SimulatedOffers {
    private static final int MOST_OFFERS = 40;

    private SimulatedOffers() {}

    /** Whether all of these are the user's own. */
    static boolean areOf(String userId, Collection<String> userOfferIds) {
        if (userOfferIds.isEmpty()) {
            return true;
        }
        Set<String> foreign = new HashSet<>(userOfferIds);
        var user = UUID.fromString(userId);
        long person = grow(scramble(user.getMostSignificantBits()), user.getLeastSignificantBits());
        long wallet = grow(person, 0);
        for (int index = 0; index < MOST_OFFERS && !foreign.isEmpty(); index++) {
            foreign.remove(guid(grow(wallet, index)));
        }
        return foreign.isEmpty();
    }

    private static String guid(long seed) {
        long high = grow(seed, 1);
        long low = grow(seed, 2);
        return new UUID((high & ~0xF000L) | 0x4000L, (low & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L)
                .toString();
    }

    private static long grow(long seed, long branch) {
        return scramble(seed ^ scramble(branch));
    }

    /** The finishing step of SplitMix64. */
    private static long scramble(long input) {
        long z = input + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
