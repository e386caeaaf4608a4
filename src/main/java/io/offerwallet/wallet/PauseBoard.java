package io.offerwallet.wallet;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * Port: what the processes of the deployment tell each other when the upstream wants to be left alone. Nothing here fails or
 * waits for anybody: whoever can't be reached isn't told.
 */
public interface PauseBoard {

    /** For a process that is alone: there is nobody to tell. */
    PauseBoard ALONE = new PauseBoard() {
        @Override
        public void pause(Duration time) {}

        @Override
        public Uni<Optional<Duration>> probe(Duration longest) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public void probed(boolean answers) {}

        @Override
        public void listen(Listener listener) {}
    };

    /** The upstream wants to be left alone for so long from now on. */
    void pause(Duration time);

    /**
     * Asks to be the one process that finds out whether the pause is over. Empty if it is this one, for {@code longest} at most;
     * else how long to wait before asking again.
     */
    Uni<Optional<Duration>> probe(Duration longest);

    /**
     * The probe has ended.
     *
     * @param answers whether the upstream answers again, so that nobody need leave it alone any more
     */
    void probed(boolean answers);

    /** From now on this one is told what other processes tell. */
    void listen(Listener listener);

    /** Hears of pauses that other processes were asked for. May hear of the same one several times. */
    interface Listener {

        /** The upstream is to be left alone for so long from now on. */
        void paused(Duration time);

        /** Another process has found that the upstream answers again. */
        void over();
    }
}
