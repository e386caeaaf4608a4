package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index finds what the map finds, by the library's own idea of which names are the same. */
class WildcardDefaultsPropertyTest {

    @Property(tries = 5000)
    void aNameThatOneWildcardMatchesHasItsDefault(
            @ForAll("names") List<String> wildcards, @ForAll("name") String name) {
        Map<PropertyName, String> all = new HashMap<>();
        wildcards.forEach(wildcard -> all.put(new PropertyName(wildcard), wildcard));
        PropertyName wanted = new PropertyName(name);
        List<String> matching = all.entrySet().stream()
                .filter(entry -> entry.getKey().hashCode() == wanted.hashCode())
                .filter(entry -> entry.getKey().equals(wanted))
                .map(Map.Entry::getValue)
                .toList();

        String found = new WildcardDefaults(all).find(name);

        if (matching.isEmpty()) {
            assertThat(found).isNull();
        } else {
            assertThat(matching).contains(found);
        }
    }

    @Example
    void ofSeveralThatMatchTheMostParticularIsTaken() {
        WildcardDefaults defaults = WildcardDefaults.of(
                Map.of(new PropertyName("*.pool.size"), "any", new PropertyName("client.*.size"), "a client's"));

        assertThat(defaults.find("client.pool.size")).isEqualTo("a client's");
        assertThat(defaults.find("server.pool.size")).isEqualTo("any");
        assertThat(defaults.find("client.pool.width")).isNull();
    }

    @Example
    void whatComesLaterIsNoticed() {
        Map<PropertyName, String> all = new HashMap<>(Map.of(new PropertyName("a.*"), "1"));
        assertThat(WildcardDefaults.of(all).find("b.c")).isNull();

        all.put(new PropertyName("b.*"), "2");

        assertThat(WildcardDefaults.of(all).find("b.c")).isEqualTo("2");
    }

    @Provide
    Arbitrary<List<String>> names() {
        return name().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.of("a", "b", "ab", "*", "a[0]", "a[00]", "a[12]", "a[*]", "*[*]", "\"a.b\"", "\"\"")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(segments -> String.join(".", segments));
    }
}
