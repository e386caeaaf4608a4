package io.offerwallet.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheBeansTest {

    private static final long MIB = 1024 * 1024;

    @Test
    void theCacheGetsWhatIsAskedForIfTheHeapHasTwiceAsMuch() {
        assertThat(CacheBeans.affordable(64 * MIB, 128 * MIB)).isEqualTo(64 * MIB);
    }

    @Test
    void theCacheGetsHalfOfASmallHeap() {
        assertThat(CacheBeans.affordable(64 * MIB, 64 * MIB)).isEqualTo(32 * MIB);
    }
}
