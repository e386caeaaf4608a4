package io.offerwallet.culture;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the {@link Cultures} from their settings; a wrong one is refused, which the start-up check tells. */
@Singleton
final class CulturesProducer {
    // Not @ApplicationScoped: a client proxy cannot stand in for a final class, and there is only one anyway.
    @Produces
    @Singleton
    Cultures cultures(CultureSettings settings) {
        List<Culture> configured = settings.cultures().stream()
                .map(tag -> culture("WALLET_CULTURES", tag))
                .toList();
        return new Cultures(
                configured, preferences(settings.culturePreferences().orElse(List.of())));
    }

    private static Map<Culture, Culture> preferences(List<String> pairs) {
        Map<Culture, Culture> preferences = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("WALLET_CULTURE_PREFERENCES: '" + pair
                        + "' is not a pair such as pt=pt-BR, a language and the culture to give for it");
            }
            Culture range = culture("WALLET_CULTURE_PREFERENCES", pair.substring(0, equals));
            Culture preferred = culture("WALLET_CULTURE_PREFERENCES", pair.substring(equals + 1));
            Culture other = preferences.put(range, preferred);
            if (other != null) {
                throw new IllegalArgumentException("WALLET_CULTURE_PREFERENCES: " + range + " is given twice, with "
                        + other + " and with " + preferred);
            }
        }
        return preferences;
    }

    private static Culture culture(String setting, String tag) {
        try {
            return Culture.of(tag.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }
}
