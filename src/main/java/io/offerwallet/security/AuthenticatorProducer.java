package io.offerwallet.security;

import io.offerwallet.security.ClientSettings.ClientEntry;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Builds the {@link Authenticator} from its settings; a wrong one is refused, which the start-up check tells. */
@Singleton
final class AuthenticatorProducer {
    private static final String CLIENTS = "wallet.clients.";
    private static final Pattern OF_A_CLIENT = Pattern.compile("[^.]+\\.(secrets|roles)(\\[\\d+])?");

    @Produces
    @Singleton
    Authenticator authenticator(ClientSettings settings, SmallRyeConfig config) {
        config.getPropertyNames().forEach(AuthenticatorProducer::refuseWhatNoClientHas);
        Map<Client, List<String>> secrets = new HashMap<>();
        settings.clients().forEach((name, entry) -> add(secrets, name, entry));
        return Authenticator.of(secrets);
    }

    /**
     * SmallRye passes over environment variables that fit no setting, because it can't know whose they are. Under this
     * prefix they are ours: WALLET_CLIENTS_BRAZE_EU_SECRETS would be a credential that never works.
     */
    private static void refuseWhatNoClientHas(String property) {
        if (property.startsWith(CLIENTS)
                && !OF_A_CLIENT.matcher(property.substring(CLIENTS.length())).matches()) {
            throw new IllegalArgumentException("'" + property + "' is no setting of a client: after " + CLIENTS
                    + " comes a name of letters and digits, then secrets or roles"
                    + " (as an environment variable: WALLET_CLIENTS_BRAZE_SECRETS)");
        }
    }

    private static void add(Map<Client, List<String>> secrets, String name, ClientEntry entry) {
        Client client = new Client(name, entry.roles());
        List<String> own = entry.secrets().orElse(List.of());
        List<String> others = secrets.put(client, own);
        // A file named wallet.clients.Braze.secrets comes up under both spellings: that is one client.
        if (others != null && !others.equals(own)) {
            throw new IllegalArgumentException("The client '" + client.name() + "' is configured twice");
        }
    }
}
