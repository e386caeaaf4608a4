package io.offerwallet.simulator.braze;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** One more culture, which is written from right to left; the simulator answers it in English. */
public final class ArabicToo implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("wallet.cultures", "en-US,fr-FR,de-DE,ja-JP,ar-EG");
    }
}
