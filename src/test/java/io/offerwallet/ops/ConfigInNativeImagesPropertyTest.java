package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.NameIterator;
import io.quarkus.runtime.configuration.PropertiesUtil;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigInNativeImagesPropertyTest {

    private static final List<String> SEGMENTS =
            List.of("a", "b", "ab", "*", "a[0]", "a[00]", "a[12]", "a[*]", "*[*]", "\"a.b\"", "\"\"", "");

    @Property(tries = 5000)
    void eachPartOfANameIsKnownWhenQuarkusKnowsIt(@ForAll("names") String name) {
        NameIterator parts = new NameIterator(name);
        for (; parts.hasNext(); parts.next()) {
            for (String known : SEGMENTS) {
                if (!known.isEmpty()) {
                    assertThat(ConfigInNativeImages.isMapped(parts, known))
                            .as("%s from %d as %s", name, parts.getPosition(), known)
                            .isEqualTo(PropertiesUtil.isMapped(parts, known));
                }
            }
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(SEGMENTS).list().ofMinSize(1).ofMaxSize(4).map(segments -> String.join(".", segments));
    }
}
