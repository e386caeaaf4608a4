package io.offerwallet.loadtest;

import java.util.HashMap;
import java.util.Map;

/** Settings for tests: the defaults, but for what is said. */
final class Sends {
    private Sends() {}

    /** @param properties names and values, one after the other */
    static SendSettings with(String... properties) {
        Map<String, String> said = new HashMap<>(Map.of("seed", "7"));
        for (int i = 0; i < properties.length; i += 2) {
            said.put(properties[i], properties[i + 1]);
        }
        return SendSettings.read(said::get, Map.of(), 0);
    }
}
