package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopsTest {

    @ParameterizedTest
    @CsvSource({"1, 1024, 1", "2, 64, 2", "8, 1024, 8", "64, 64, 6", "64, 4, 1"})
    void thereIsOneForEachProcessorAndNoMoreThanTheHeapHasRoomFor(int processors, long heapMib, int loops) {
        assertThat(EventLoops.count(processors, heapMib << 20)).isEqualTo(loops);
    }

    @Test
    void theyAreAsManyAsProcessorsUnlessAnotherNumberIsSet() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(loops(Map.of())).isEqualTo(processors);
        assertThat(loops(Map.of(EventLoops.SETTING, "7"))).isEqualTo(7);
    }

    /** @param properties as application.properties has them */
    private static int loops(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "application.properties", 250))
                .withSources(new EventLoops())
                .build()
                .getValue(EventLoops.SETTING, Integer.class);
    }
}
