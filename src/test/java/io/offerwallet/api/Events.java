package io.offerwallet.api;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Events and how they are understood, with settings as the configuration would give them. */
final class Events {

    private final SessionmEventReader reader;

    /** As delivered, but for these settings: names below {@code wallet.events.} and values in turn. */
    Events(String... namesAndValues) {
        this.reader = new SessionmEventReader(names(namesAndValues));
    }

    static EventNames names(String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put("wallet.events." + namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(EventSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
        return new EventNames(config.getConfigMapping(EventSettings.class));
    }

    /** What the body comes to; single quotes stand for double ones. */
    EventBatch read(String json) {
        return reader.read(JsonBody.objectOrList(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    /** An event. */
    static String event(String type, String user) {
        return "{\"event_type\":\"" + type + "\",\"user_id\":\"" + user + "\"}";
    }
}
