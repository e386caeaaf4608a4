package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CultureMixTest {

    @Test
    void partsAreDrawnByTheirWeight() {
        var mix = CultureMix.parse("fr:fr-FR=3, de-DE=1");

        var drawn = IntStream.range(0, 100).mapToObj(i -> mix.at(i / 100.0)).toList();

        assertThat(drawn.subList(0, 75)).containsOnly(new CultureMix.Part("fr", "fr-FR", 3));
        assertThat(drawn.subList(75, 100)).containsOnly(new CultureMix.Part("de-DE", "de-DE", 1));
    }

    @Test
    void brazeMayKnowNoLanguage() {
        assertThat(CultureMix.parse(":en-US=1").parts()).containsExactly(new CultureMix.Part("", "en-US", 1));
    }
}
