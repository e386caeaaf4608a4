package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What a native binary refuses because it was built without. */
@EnabledIf("io.offerwallet.packaged.BuiltArtifact#isNative")
class NativeDataIT {

    @Test
    void refusesACultureThatItWasBuiltWithout() {
        Set<String> built = BuiltArtifact.locales();
        assumeThat(built).doesNotContain("all");
        String without = Stream.of("cy-GB", "eu-ES", "sw-KE", "zu-ZA")
                .filter(tag -> !built.contains(tag))
                .findFirst()
                .orElseThrow();

        try (PackagedApplication proxy = PackagedApplication.launch(settings("en-US," + without))) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("WALLET_CULTURES: this binary was built without the date and number formats of " + without
                            + ";")
                    .contains("-Dquarkus.locales=")
                    .contains("docs/native.md")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void refusesACalendarThatItDoesNotHave() {
        try (PackagedApplication proxy = PackagedApplication.launch(settings("en-US,en-US-u-ca-buddhist"))) {
            assertThat(proxy.exitCode()).isNotZero();
            assertThat(proxy.output())
                    .contains("as en-US-u-ca-buddhist would need")
                    .doesNotContain("formats of")
                    .doesNotContain("\tat ");
        }
    }

    /** Nobody has formats for Klingon; it is written as by a JVM. */
    @Test
    void takesALanguageThatNobodyHasFormatsFor() {
        try (PackagedApplication proxy = PackagedApplication.start(settings("en-US,tlh"))) {
            assertThat(proxy.management("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private static Map<String, String> settings(String cultures) {
        return Map.of(
                "SESSIONM_CONNECT_URL", "http://localhost:1",
                "SESSIONM_CONNECT_AUTHORIZATION", "bm9ib2R5Om5vdGhpbmc=",
                "SESSIONM_RETAILER_ID", "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11",
                "WALLET_CLIENTS_BRAZE_SECRETS", "a-client-secret-of-our-own",
                "WALLET_CULTURES", cultures);
    }
}
