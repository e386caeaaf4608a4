package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpIT {

    private static final String USER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String WALLET = "/v1/wallets/" + USER;
    private static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";
    private static final String OFFERS = "/simulator/sessionm/offers/api/2.0/offers/get_user_offers";
    private static final String SESSIONM_CREDENTIAL =
            Base64.getEncoder().encodeToString("sessionm:a-credential-of-our-own".getBytes(UTF_8));
    private static final String CLIENT_SECRET = "a-client-secret-of-our-own";

    private static final Map<String, String> SIMULATOR =
            Map.of("SIMULATOR_ENABLED", "true", "SIMULATOR_SESSIONM_AUTHORIZATION", "Basic " + SESSIONM_CREDENTIAL);

    @Test
    void namesEverySettingThatIsMissing() {
        try (PackagedApplication proxy = PackagedApplication.launch(Map.of())) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("SESSIONM_CONNECT_URL is missing")
                    .contains("sessionm.connect.url")
                    .contains("SESSIONM_CONNECT_AUTHORIZATION is missing")
                    .contains("sessionm.connect.authorization")
                    .contains("SESSIONM_RETAILER_ID is missing")
                    .contains("sessionm.retailer-id")
                    .contains("WALLET_CLIENTS_<NAME>_SECRETS is missing")
                    .containsOnlyOnce("can't start")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void namesOnlyWhatIsMissing() {
        try (PackagedApplication proxy = PackagedApplication.launch(Map.of(
                "SESSIONM_CONNECT_URL", "http://localhost:1",
                "SESSIONM_CONNECT_AUTHORIZATION", SESSIONM_CREDENTIAL,
                "WALLET_CLIENTS_BRAZE_SECRETS", CLIENT_SECRET))) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("SESSIONM_RETAILER_ID is missing")
                    .doesNotContain("SESSIONM_CONNECT_URL is missing")
                    .doesNotContain("WALLET_CLIENTS_<NAME>_SECRETS is missing")
                    .doesNotContain(CLIENT_SECRET)
                    .doesNotContain(SESSIONM_CREDENTIAL);
        }
    }

    @Test
    void saysWhichSettingsDoNotFit() {
        Map<String, String> settings = settings("http://localhost:1");
        settings.put("WALLET_CULTURES", "en-US,not a culture");
        settings.put("WALLET_FRESHNESS_JITTER", "7");
        settings.put("WALLET_EVENTS_USER_ID", "user_id,user..id");
        try (PackagedApplication proxy = PackagedApplication.launch(settings)) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("WALLET_CULTURES")
                    .contains("WALLET_EVENTS_USER_ID")
                    .contains("'user..id' has a blank one")
                    .contains("jitter must be from 0 to 1, but is 7.0")
                    .doesNotContain("\tat ")
                    .doesNotContain(CLIENT_SECRET)
                    .doesNotContain(SESSIONM_CREDENTIAL);
        }
    }

    @Test
    void refusesToBeASimulatorBesideRealSettings() {
        Map<String, String> both = settings("http://localhost:1");
        both.put("SIMULATOR_ENABLED", "true");
        try (PackagedApplication proxy = PackagedApplication.launch(both)) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output()).contains("SIMULATOR_ENABLED").contains("a proxy or a simulator");
        }
    }

    @Test
    void servesInProductionFromASimulatorOfItsOwnProcess(@TempDir Path secrets) throws IOException {
        try (PackagedApplication simulator = PackagedApplication.start(SIMULATOR)) {
            Map<String, String> settings = settings("http://localhost:" + simulator.port() + "/simulator/sessionm");
            settings.remove("WALLET_CLIENTS_BRAZE_SECRETS");
            Files.writeString(secrets.resolve("wallet.clients.braze.secrets"), CLIENT_SECRET + "\n");
            settings.put("WALLET_SECRETS_DIR", secrets.toString());
            try (PackagedApplication proxy = PackagedApplication.start(settings)) {
                HttpResponse<String> miss = proxy.get(WALLET + "?culture=fr", "braze:" + CLIENT_SECRET);
                HttpResponse<String> hit = proxy.get(WALLET + "?culture=FR-fr", "braze:" + CLIENT_SECRET);
                assertThat(miss.statusCode()).isEqualTo(200);
                assertThat(miss.body()).contains("\"culture\":\"fr-FR\"").contains(USER);
                assertThat(miss.headers().firstValue("X-Cache")).contains("miss");
                assertThat(hit.headers().firstValue("X-Cache")).contains("hit");
                assertThat(hit.body()).isEqualTo(miss.body());
                nothingSimulatedIsServedBy(proxy);
                nothingIsServedByTheSimulatorBut(simulator);
                assertThat(proxy.output() + simulator.output())
                        .doesNotContain("\"level\":\"WARN\"")
                        .doesNotContain("\"level\":\"ERROR\"");
                secretsStayOutOf(proxy);
            }
        }
    }

    private static void nothingSimulatedIsServedBy(PackagedApplication proxy) {
        assertThat(proxy.get("/simulator/sessionm/stats", null).statusCode()).isEqualTo(404);
        assertThat(proxy.get("/simulator/sessionm/behaviour", null).statusCode())
                .isEqualTo(404);
        assertThat(proxy.get("/simulator/sessionm/clock", null).statusCode()).isEqualTo(404);
        assertThat(proxy.post(OFFERS, "sessionm:demo", "{}").statusCode()).isEqualTo(404);
        assertThat(proxy.management("/q/swagger-ui/").statusCode()).isEqualTo(404);
    }

    private static void nothingIsServedByTheSimulatorBut(PackagedApplication simulator) {
        assertThat(simulator.get("/simulator/sessionm/stats", null).body()).contains("\"total_calls\":1,");
        assertThat(simulator.get(WALLET, "braze:demo").statusCode()).isEqualTo(404);
        assertThat(simulator.post("/v1/wallets", "braze:demo", "{}").statusCode())
                .isEqualTo(404);
    }

    private static void secretsStayOutOf(PackagedApplication proxy) {
        proxy.get(WALLET, "braze:wrong");
        proxy.get("/v1/wallets/" + CLIENT_SECRET, "braze:" + CLIENT_SECRET);
        proxy.post("/v1/wallets", "braze:" + CLIENT_SECRET, "{\"user_id\":\"" + CLIENT_SECRET + "\"}");
        String everything = proxy.output()
                + proxy.management("/q/metrics").body()
                + proxy.management("/q/health").body()
                + proxy.management("/q/openapi").body()
                + proxy.management("/q/info").body();
        assertThat(everything)
                .contains("wallet_requests_total")
                .doesNotContain(CLIENT_SECRET)
                .doesNotContain(SESSIONM_CREDENTIAL)
                .doesNotContain("a-credential-of-our-own")
                .doesNotContain(USER);
        await().untilAsserted(() -> assertThat(proxy.output()).contains("\"route\":\"/v1/wallets/{user_id}\""));
    }

    private static Map<String, String> settings(String sessionmUrl) {
        return new HashMap<>(Map.of(
                "SESSIONM_CONNECT_URL", sessionmUrl,
                "SESSIONM_CONNECT_AUTHORIZATION", SESSIONM_CREDENTIAL,
                "SESSIONM_RETAILER_ID", RETAILER,
                "WALLET_CULTURES", "en-US,fr-FR",
                "WALLET_CLIENTS_BRAZE_SECRETS", CLIENT_SECRET));
    }
}
