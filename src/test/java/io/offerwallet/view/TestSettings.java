package io.offerwallet.view;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Settings as the configuration would give them. */
record TestSettings(ViewSettings settings) {

    static TestSettings with(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ViewSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new TestSettings(config.getConfigMapping(ViewSettings.class));
    }

    FieldNames names() {
        return FieldNames.of(settings.fields());
    }
}
