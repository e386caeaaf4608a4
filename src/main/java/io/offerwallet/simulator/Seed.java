package io.offerwallet.simulator;

import java.util.Random;
import java.util.UUID;

/** A number that decides draws. Seeds grow into independent seeds, and the same path always leads to the same one. */
record Seed(long value) {

    static Seed of(UUID guid) {
        return new Seed(scramble(guid.getMostSignificantBits())).grow(guid.getLeastSignificantBits());
    }

    Seed grow(long branch) {
        return new Seed(scramble(value ^ scramble(branch)));
    }

    /** {@link Random}, because its numbers are fixed by its specification, in every JDK. */
    Random random() {
        return new Random(value);
    }

    UUID guid() {
        long high = grow(1).value();
        long low = grow(2).value();
        return new UUID((high & ~0xF000L) | 0x4000L, (low & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L);
    }

    /** The finishing step of SplitMix64: every bit of the input moves about half of the output. */
    private static long scramble(long input) {
        long z = input + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }
}
