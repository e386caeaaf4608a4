package io.offerwallet.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.offerwallet.testing.FreePort;
import io.offerwallet.testing.PrivateCa;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged application reaches a SessionM behind TLS, and, for one that can't be reached, how it fails. */
class TlsIT {

    private static final String USER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String SESSIONM_CREDENTIAL =
            Base64.getEncoder().encodeToString("sessionm:a-credential-of-our-own".getBytes(UTF_8));
    private static final String CLIENT_SECRET = "a-client-secret-of-our-own";
    private static final String WARNING = "The connection to SessionM fails: ";
    /** The deadline of requests, and some time for a busy machine. */
    private static final Duration BY_THE_DEADLINE = Duration.ofSeconds(5);

    private static PrivateCa ca;
    private static PackagedApplication simulator;
    private static int tlsPort;

    @BeforeAll
    static void startASimulatorWithACertificate(@TempDir Path directory) throws IOException {
        ca = PrivateCa.in(directory, "ours");
        tlsPort = FreePort.next();
        simulator = simulator(ca.issueFor("localhost"), tlsPort);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void aPrivateCaIsTrustedIfConfigured() {
        try (PackagedApplication proxy = PackagedApplication.start(
                settings(url(tlsPort), ca.certificate().toString()))) {
            // A JVM's first handshake may take longer than the request that needs it; its answer is kept for the next.
            await().untilAsserted(() -> {
                HttpResponse<String> wallet = ask(proxy);
                assertThat(wallet.statusCode()).isEqualTo(200);
                assertThat(wallet.body()).contains(USER).contains("\"has_offers\":");
            });
            assertThat(proxy.output()).doesNotContain(WARNING);
        }
    }

    @Test
    void aPrivateCaIsNotTrustedOtherwise() {
        try (PackagedApplication proxy = PackagedApplication.start(settings(url(tlsPort), ""))) {
            assertThat(refusedBy(proxy)).contains("PKIX path building failed");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotBelieved() throws IOException {
        int port = FreePort.next();
        PackagedApplication another = simulator(ca.issueFor("sessionm.example"), port);
        try (PackagedApplication proxy =
                PackagedApplication.start(settings(url(port), ca.certificate().toString()))) {
            assertThat(refusedBy(proxy)).contains("matching localhost found");
        } finally {
            another.close();
        }
    }

    @Test
    void aHostThatIsNotKnownIsAFailureLikeAnyOther() {
        try (PackagedApplication proxy = PackagedApplication.start(settings("https://no-such-host.invalid", ""))) {
            long asked = System.nanoTime();
            HttpResponse<String> wallet = ask(proxy);

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(BY_THE_DEADLINE);
            assertThat(wallet.statusCode()).isEqualTo(503);
            await().untilAsserted(
                            () -> assertThat(proxy.output()).contains(WARNING).contains("no-such-host.invalid"));
        }
    }

    @Test
    void aFileThatIsNotThereStopsTheStart(@TempDir Path directory) {
        Path missing = directory.resolve("ca.pem");
        try (PackagedApplication proxy = PackagedApplication.launch(settings(url(tlsPort), missing.toString()))) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("SESSIONM_CONNECT_CA_CERTIFICATES: there is no file '" + missing + "'")
                    .doesNotContain("\tat ")
                    .doesNotContain(CLIENT_SECRET)
                    .doesNotContain(SESSIONM_CREDENTIAL);
        }
    }

    @Test
    void aFileWithoutACertificateStopsTheStart(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
        try (PackagedApplication proxy = PackagedApplication.launch(settings(url(tlsPort), file.toString()))) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("SESSIONM_CONNECT_CA_CERTIFICATES: the file '" + file + "' holds no certificate")
                    .doesNotContain("\tat ");
        }
    }

    /** Asks for a wallet, sees it refused as it should be, and gives the log line that says why. */
    private static String refusedBy(PackagedApplication proxy) {
        HttpResponse<String> wallet = ask(proxy);
        assertThat(wallet.statusCode()).isEqualTo(503);
        assertThat(wallet.headers().firstValue("Retry-After")).isPresent();
        assertThat(wallet.body()).contains("urn:offer-wallet-proxy:problem:unavailable");
        await().until(() -> proxy.output().contains(WARNING));
        String log = proxy.output();
        String metrics = proxy.management("/q/metrics").body();
        assertThat(metrics).containsPattern("sessionm_fetch_seconds_count\\{outcome=\"failing\"[^}]*} [1-9]");
        assertThat(log + metrics)
                .doesNotContain("\tat ")
                .doesNotContain(USER)
                .doesNotContain(CLIENT_SECRET)
                .doesNotContain(SESSIONM_CREDENTIAL);
        return log.lines().filter(line -> line.contains(WARNING)).findFirst().orElseThrow();
    }

    private static HttpResponse<String> ask(PackagedApplication proxy) {
        return proxy.get("/v1/wallets/" + USER, "braze:" + CLIENT_SECRET);
    }

    private static PackagedApplication simulator(PrivateCa.Identity identity, int port) {
        return PackagedApplication.start(Map.of(
                "SIMULATOR_ENABLED", "true",
                "SIMULATOR_SESSIONM_AUTHORIZATION", "Basic " + SESSIONM_CREDENTIAL,
                "QUARKUS_HTTP_SSL_PORT", Integer.toString(port),
                "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", identity.certificate().toString(),
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", identity.key().toString()));
    }

    private static String url(int port) {
        return "https://localhost:" + port + "/simulator/sessionm";
    }

    private static Map<String, String> settings(String url, String caCertificates) {
        return Map.of(
                "SESSIONM_CONNECT_URL", url,
                "SESSIONM_CONNECT_AUTHORIZATION", SESSIONM_CREDENTIAL,
                "SESSIONM_CONNECT_CA_CERTIFICATES", caCertificates,
                "SESSIONM_RETAILER_ID", "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11",
                "WALLET_CLIENTS_BRAZE_SECRETS", CLIENT_SECRET);
    }
}
