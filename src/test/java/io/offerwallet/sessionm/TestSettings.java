package io.offerwallet.sessionm;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the configuration would give them. */
final class TestSettings {

    private TestSettings() {}

    /** @param properties by their whole names; what isn't among them has its default */
    static SessionMSettings with(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SessionMSettings.class)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(SessionMSettings.class);
    }
}
