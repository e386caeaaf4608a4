package io.offerwallet.culture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which cultures there are to choose from. */
@ConfigMapping(prefix = "wallet")
public interface CultureSettings {
    /**
     * BCP-47 tags of the cultures that SessionM keeps offers in; the first is given to whoever asks for none of them.
     * Environment: {@code WALLET_CULTURES=en-US,fr-CA}.
     */
    @WithDefault("en-US")
    List<String> cultures();

    /**
     * Pairs {@code range=culture}: what to give for a language (or a longer range, such as {@code zh-HK}) that isn't
     * itself configured. Without a pair, the first configured culture of that language is given. Environment:
     * {@code WALLET_CULTURE_PREFERENCES=pt=pt-BR,zh-HK=zh-Hant-TW}.
     */
    Optional<List<String>> culturePreferences();
}
