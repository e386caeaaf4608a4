package io.offerwallet.ops;

import io.offerwallet.api.EventNames;
import io.offerwallet.culture.Cultures;
import io.offerwallet.security.Authenticator;
import io.offerwallet.security.ClientSettings;
import io.offerwallet.sessionm.SessionMSettings;
import io.offerwallet.simulator.SimulatorSettings;
import io.offerwallet.wallet.WalletFlow;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the settings before anything is served. What is missing or wrong is told in one message, all of it at once,
 * by the names of the environment variables, and stops the start.
 */
@Singleton
final class StartUpCheck {

    /** Before whatever else observes the start. */
    private static final int FIRST = 1;

    private final SessionMSettings sessionm;
    private final ClientSettings clients;
    private final SimulatorSettings simulator;

    StartUpCheck(SessionMSettings sessionm, ClientSettings clients, SimulatorSettings simulator) {
        this.sessionm = sessionm;
        this.clients = clients;
        this.simulator = simulator;
    }

    void check(
            @Observes @Priority(FIRST) StartupEvent started,
            Instance<Cultures> cultures,
            Instance<Authenticator> authenticator,
            Instance<WalletFlow> flow,
            Instance<EventNames> eventNames,
            Instance<Tracing> tracing) {
        boolean proxy = ProcessRole.of(simulator).isProxy();
        List<String> wrong = proxy ? missing() : proxySettings();
        if (proxy && wrong.isEmpty()) {
            // Building them is what finds values that are there, but don't fit.
            wrong = unfit(List.of(
                    () -> WritableCultures.of(cultures.get()),
                    authenticator::get,
                    flow::get,
                    eventNames::get,
                    () -> tracing.get().start()));
        }
        if (!wrong.isEmpty()) {
            throw new ConfigurationException("The offer-wallet proxy can't start:\n  - " + String.join("\n  - ", wrong)
                    + "\nEvery setting is described in the README. To try the proxy without any, start it with"
                    + " -Dquarkus.profile=demo.");
        }
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        require(
                missing,
                sessionm.connect().url(),
                "SESSIONM_CONNECT_URL",
                "sessionm.connect.url",
                "the base URL of SessionM Connect");
        require(
                missing,
                sessionm.connect().authorization(),
                "SESSIONM_CONNECT_AUTHORIZATION",
                "sessionm.connect.authorization",
                "the Basic authorization string of SessionM Connect");
        require(
                missing,
                sessionm.retailerId(),
                "SESSIONM_RETAILER_ID",
                "sessionm.retailer-id",
                "the GUID of the retailer");
        if (clients.clients().isEmpty()) {
            missing.add("WALLET_CLIENTS_<NAME>_SECRETS is missing: the secrets of at least one client, for example"
                    + " WALLET_CLIENTS_BRAZE_SECRETS (property wallet.clients.<name>.secrets)");
        }
        return missing;
    }

    /** A simulator beside real settings is one deployment mistake away from made-up offers in real messages. */
    private List<String> proxySettings() {
        boolean mixed = sessionm.connect().url().isPresent()
                || sessionm.connect().authorization().isPresent()
                || !clients.clients().isEmpty();
        return mixed
                ? List.of(
                        "SIMULATOR_ENABLED is set beside SESSIONM_CONNECT_* or WALLET_CLIENTS_* settings: a process is"
                                + " a proxy or a simulator, and both at once only in the demo")
                : List.of();
    }

    private static void require(
            List<String> missing, Optional<?> value, String variable, String property, String meaning) {
        if (value.isEmpty()) {
            missing.add(variable + " is missing: " + meaning + " (property " + property + ")");
        }
    }

    private static List<String> unfit(List<Supplier<?>> parts) {
        List<String> unfit = new ArrayList<>();
        for (Supplier<?> part : parts) {
            try {
                Objects.requireNonNull(part.get());
            } catch (IllegalArgumentException refused) {
                unfit.add(refused.getMessage());
            }
        }
        return unfit;
    }
}
