package io.offerwallet.sessionm;

import io.offerwallet.wallet.PauseBoard;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A board that remembers what it was told, and says what a test wants of other processes. */
final class ScriptedBoard implements PauseBoard {

    final List<String> told = new CopyOnWriteArrayList<>();
    volatile Optional<Duration> another = Optional.empty();

    @Override
    public void pause(Duration time) {
        told.add("pause " + time);
    }

    @Override
    public Uni<Optional<Duration>> probe(Duration longest) {
        told.add("probe " + longest);
        return Uni.createFrom().item(another);
    }

    @Override
    public void probed(boolean answers) {
        told.add("probed " + answers);
    }

    @Override
    public void listen(Listener listener) {}
}
