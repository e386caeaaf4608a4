package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the packaged application has what a JVM has anyway and an image only if it was put there: formats, time zones and
 * characters.
 */
class LocalizedDataIT {

    private static final String USER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String CREDENTIAL = "braze:a-client-secret-of-our-own";
    /** Late enough to be another day east of Greenwich, early enough to be another one far west of it. */
    private static final Instant EXPIRY = Instant.parse("2071-01-05T10:45:00Z");

    private static final String POINTS = "1234567.5";
    private static final String TITLE = "🎁👩‍👩‍👧 キャンドル 蜡烛 شمعة ‏נר‏ é é ﷺ \\\"𝄞\\\" \\u00e9";
    private static final String ANSWER = """
            { "status" : "ok", "payload" : { "user_id": "%s", "available_points": %s, "total_records": 1,
              "user_offers" : [ {"offer_id":"1","id":"2","name":"%s","expiration_date":"%s"} ] } }
            """.formatted(USER, POINTS, TITLE, EXPIRY);

    /** Of all that a binary may be built with, some with digits, words and orders of their own. */
    private static final List<String> SAMPLES = List.of(
            "fr-FR", "fr-CA", "de-CH", "ja-JP", "pt-BR", "ar-EG", "hi-IN", "th-TH", "zh-TW", "en-GB", "he-IL", "ko-KR");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static StandInSessionM sessionm;
    private static PackagedApplication proxy;

    @BeforeAll
    static void start() {
        sessionm = StandInSessionM.answering(ANSWER);
        proxy = PackagedApplication.start(Map.of(
                "SESSIONM_CONNECT_URL", sessionm.url(),
                "SESSIONM_CONNECT_AUTHORIZATION", "bm9ib2R5Om5vdGhpbmc=",
                "SESSIONM_RETAILER_ID", "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11",
                "WALLET_CULTURES", String.join(",", cultures().toList()),
                "WALLET_CLIENTS_BRAZE_SECRETS", CREDENTIAL.substring("braze:".length())));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        sessionm.close();
    }

    /** Those of the samples that the binary is built with; all of them for the jar. */
    static Stream<String> cultures() {
        Set<String> built = BuiltArtifact.locales();
        boolean all = !BuiltArtifact.isNative() || built.contains("all");
        return SAMPLES.stream().filter(tag -> all || built.contains(tag));
    }

    @Test
    void thereAreCulturesToTry() {
        assertThat(cultures()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("cultures")
    void writesDatesAndNumbersAsAJvmDoes(String tag) throws IOException {
        Locale locale = Locale.forLanguageTag(tag);

        JsonNode wallet = wallet("culture=" + tag);

        assertThat(wallet.get("culture").asText()).isEqualTo(tag);
        assertThat(expiresOn(wallet)).isEqualTo(written(LocalDate.of(2071, 1, 5), locale));
        assertThat(wallet.get("available_points_text").asText())
                .isEqualTo(NumberFormat.getNumberInstance(locale).format(new BigDecimal(POINTS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Africa/Casablanca",
                "Africa/Monrovia",
                "America/Nuuk",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Antarctica/Troll",
                "Asia/Jerusalem",
                "Asia/Kabul",
                "Asia/Kathmandu",
                "Asia/Kolkata",
                "Asia/Pyongyang",
                "Asia/Tehran",
                "Asia/Yangon",
                "Australia/Eucla",
                "Australia/Lord_Howe",
                "Etc/GMT+12",
                "Etc/GMT-14",
                "Europe/Dublin",
                "Pacific/Apia",
                "Pacific/Auckland",
                "Pacific/Chatham",
                "Pacific/Kiritimati",
                "Pacific/Marquesas",
                "Pacific/Pago_Pago"
            })
    void knowsTheDayInEveryTimeZone(String zone) throws IOException {
        String culture = cultures().findFirst().orElseThrow();

        JsonNode wallet = wallet("culture=" + culture + "&tz=" + URLEncoder.encode(zone, StandardCharsets.UTF_8));

        assertThat(expiresOn(wallet))
                .isEqualTo(written(LocalDate.ofInstant(EXPIRY, ZoneId.of(zone)), Locale.forLanguageTag(culture)));
    }

    @Test
    void textOfAllWritingSystemsArrivesAsSessionmSentIt() throws IOException {
        HttpResponse<String> dropIn =
                proxy.post("/offers/api/2.0/offers/get_user_offers", CREDENTIAL, "{\"user_id\":\"" + USER + "\"}");

        assertThat(dropIn.body()).isEqualTo(ANSWER);
        assertThat(wallet("").get("offers").get(0).get("title"))
                .isEqualTo(JSON.readTree(ANSWER).at("/payload/user_offers/0/name"));
    }

    private static JsonNode wallet(String query) throws IOException {
        HttpResponse<String> answer = proxy.get("/v1/wallets/" + USER + "?" + query, CREDENTIAL);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String expiresOn(JsonNode wallet) {
        return wallet.get("offers").get(0).get("expires_on").asText();
    }

    private static String written(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .localizedBy(locale)
                .withDecimalStyle(DecimalStyle.of(locale))
                .format(day);
    }
}
