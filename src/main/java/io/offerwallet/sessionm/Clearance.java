package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget.Permit;
import io.offerwallet.wallet.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Lets calls go when the deployment's budget has room for them. */
interface Clearance {

    /**
     * A permit for a call that is to be sent at once; comes when it is the caller's turn. Fails with {@link SessionMFailure}
     * when the deadline passes or calls are {@linkplain #turnAway turned away} before. Who has it must give it back.
     */
    Uni<Permit> permit(Deadline deadline);

    /**
     * A permit for a call that nobody waits for; comes when calls that somebody waits for leave room. Fails with {@link
     * SessionMFailure} when calls are turned away. Who has it must give it back, and doesn't cancel before.
     */
    Uni<Permit> sparePermit();

    /** How long a call would wait that finds so many others before it; zero if that can't be told. */
    Duration expectedWait(int ahead);

    /** How many calls wait for a permit. */
    int waiting();

    /** SessionM isn't asked for a while: who waits for a permit fails now, and so. */
    void turnAway(SessionMFailure why);

    void close();

    /** For a deployment without a budget: nobody waits. */
    Clearance FREE = new Clearance() {

        private static final Permit PERMIT = new Permit() {
            @Override
            public boolean usable() {
                return true;
            }

            @Override
            public void ended() {}

            @Override
            public void unused() {}
        };

        @Override
        public Uni<Permit> permit(Deadline deadline) {
            return Uni.createFrom().item(PERMIT);
        }

        @Override
        public Uni<Permit> sparePermit() {
            return Uni.createFrom().item(PERMIT);
        }

        @Override
        public Duration expectedWait(int ahead) {
            return Duration.ZERO;
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public void turnAway(SessionMFailure why) {}

        @Override
        public void close() {}
    };
}
