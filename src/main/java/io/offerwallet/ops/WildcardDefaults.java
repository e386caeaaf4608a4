package io.offerwallet.ops;

import io.smallrye.config.PropertyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Defaults of settings whose names have a star in them ({@code quarkus.redis.*.timeout}), found by what stands before the
 * star. Equal to a look into the map itself, but for which one is found of several that a name matches: there it is
 * left to chance, here it is that with the longest beginning.
 */
final class WildcardDefaults {

    private static final char STAR = '*';

    /** By their maps, of which a process has a handful: it has one configuration after the other, of some sources each. */
    private static final Map<Map<PropertyName, String>, WildcardDefaults> KNOWN =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private final int size;
    private final NavigableMap<String, List<Wildcard>> byBeginning = new TreeMap<>();
    /** Of the beginnings, as {@link String#hashCode} has them, in order. */
    private final int[] hashes;
    /** Those whose beginning needn't be that of a name, letter by letter, or doesn't end where a segment does. */
    private final List<Wildcard> others = new ArrayList<>();

    /** With its value, for which the map would compare it with all others. It is never replaced: what comes later is added. */
    private record Wildcard(PropertyName name, String value) {}

    WildcardDefaults(Map<PropertyName, String> all) {
        this.size = all.size();
        all.forEach((name, value) -> {
            Wildcard wildcard = new Wildcard(name, value);
            String beginning = beginning(name.getName());
            boolean literal = !beginning.isEmpty() && beginning.indexOf(']') < 0;
            if (literal && endsSegment(beginning.charAt(beginning.length() - 1))) {
                byBeginning
                        .computeIfAbsent(beginning, none -> new ArrayList<>())
                        .add(wildcard);
            } else {
                others.add(wildcard);
            }
        });
        this.hashes = byBeginning.keySet().stream()
                .mapToInt(String::hashCode)
                .sorted()
                .toArray();
    }

    /** Of the map as it is now. */
    static WildcardDefaults of(Map<PropertyName, String> all) {
        WildcardDefaults known = KNOWN.get(all);
        if (known == null || known.size != all.size()) {
            known = new WildcardDefaults(all);
            KNOWN.put(all, known);
        }
        return known;
    }

    @Nullable
    String find(String name) {
        int star = name.indexOf(STAR);
        String found = find(name, others);
        if (star >= 0 && found == null) {
            found = findMoreParticular(name, name.substring(0, star));
        }
        int hash = 0;
        for (int end = 1; end <= name.length(); end++) {
            char last = name.charAt(end - 1);
            hash = 31 * hash + last; // as String does it, but of each beginning in turn
            if (endsSegment(last) && Arrays.binarySearch(hashes, hash) >= 0) {
                String longer = find(name, byBeginning.getOrDefault(name.substring(0, end), List.of()));
                found = longer == null ? found : longer;
            }
        }
        return found;
    }

    /** What a name with a star of its own stands for: what goes on where it has its star. */
    private @Nullable String findMoreParticular(String name, String beginning) {
        for (Map.Entry<String, List<Wildcard>> next :
                byBeginning.tailMap(beginning, false).entrySet()) {
            if (!next.getKey().startsWith(beginning)) {
                break;
            }
            String found = find(name, next.getValue());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String find(String name, List<Wildcard> wildcards) {
        if (wildcards.isEmpty()) {
            return null;
        }
        PropertyName wanted = new PropertyName(name);
        for (Wildcard wildcard : wildcards) {
            if (wildcard.name().hashCode() == wanted.hashCode()
                    && wildcard.name().equals(wanted)) {
                return wildcard.value();
            }
        }
        return null;
    }

    private static String beginning(String wildcard) {
        int star = wildcard.indexOf(STAR);
        return star < 0 ? wildcard : wildcard.substring(0, star);
    }

    private static boolean endsSegment(char last) {
        return last == '.' || last == '[';
    }
}
