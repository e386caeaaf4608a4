package io.offerwallet.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** The wall clock, which tests replace. */
final class Clocks {

    @Produces
    @Singleton
    InstantSource wallClock() {
        return Clock.systemUTC();
    }
}
