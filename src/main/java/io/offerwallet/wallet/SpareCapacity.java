package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;

/** Port: what of the way to SessionM nobody needs at the moment. */
@FunctionalInterface
public interface SpareCapacity {

    /**
     * Room for one load that nobody waits for. It comes when live calls leave some, which may take any time; they never wait
     * for it. Who asked takes it and leaves it, and doesn't cancel. Fails with {@link NoRoom} only.
     */
    Uni<Room> room();

    /**
     * Asks SessionM without standing in line any more, so that whoever comes to wait for this load, too, doesn't wait behind
     * others. One call; it isn't tried a second time.
     */
    interface Room extends WalletUpstream {

        /** The load has ended. A second time does nothing. */
        void leave();
    }

    /** SessionM isn't asked at the moment. */
    final class NoRoom extends RuntimeException {

        private final transient FetchOutcome.Failed why;

        public NoRoom(FetchOutcome.Failed why) {
            super(why.failure().name(), null, false, false);
            this.why = why;
        }

        public FetchOutcome.Failed why() {
            return why;
        }
    }
}
