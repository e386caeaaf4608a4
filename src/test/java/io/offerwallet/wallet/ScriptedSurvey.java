package io.offerwallet.wallet;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Of a wallet without offers that says nothing of itself. */
record ScriptedSurvey(Function<Instant, Unexpired> left) implements Survey {

    @Override
    public @Nullable String userId() {
        return null;
    }

    @Override
    public int offers() {
        return 0;
    }

    @Override
    public @Nullable String totalRecords() {
        return null;
    }

    @Override
    public Unexpired unexpired(Instant now) {
        return left.apply(now);
    }
}
