package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {
    private static final String USER = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String OTHER = "9b2f7a54-6d0b-4c38-8a55-2f0b1f3c7e10";

    /** As the simulator gives it to this user; the README's example shows it. */
    private static final String OWN_OFFER = "de081887-2765-4c9f-b5d2-e50c13c25e6e";

    private static final Instant ASKED = Instant.parse("2026-11-27T08:00:00Z");
    private static final String LATER = "2026-11-27T08:00:01Z";

    private final AnswerCheck check = new AnswerCheck(true);

    @ParameterizedTest
    @ValueSource(strings = {"\"" + LATER + "\"", "null"})
    void aWalletWithOffersThatGoOnIsRight(String expiry) {
        assertThat(wallet(USER, "fr-FR", OWN_OFFER, expiry)).isEqualTo("right");
    }

    @Test
    void anEmptyWalletIsRight() {
        assertThat(judge("{\"status\":\"ok\",\"user_id\":\"%s\",\"culture\":\"fr-FR\",\"offer_count\":0,\"offers\":[]}"
                        .formatted(USER)))
                .isEqualTo("right");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(wallet(OTHER, "fr-FR", OWN_OFFER, "null")).isEqualTo("another user");
        assertThat(wallet(USER, "fr-CA", OWN_OFFER, "null")).isEqualTo("another culture");
        assertThat(wallet(USER, "fr-FR", OTHER, "null")).isEqualTo("another user's offer");
        assertThat(wallet(USER, "fr-FR", OWN_OFFER, "\"2026-11-27T07:59:58Z\"")).isEqualTo("an expired offer");
        assertThat(wallet(USER, "fr-FR", OWN_OFFER, "\"soon\"")).isEqualTo("an expired offer");
        assertThat(judge("{\"status\":\"unavailable\"}")).isEqualTo("status isn't ok");
        assertThat(judge("{\"status\":\"ok\",\"culture\":\"fr-FR\",\"offer_count\":1,\"offers\":[]}"))
                .isEqualTo("offers don't count up");
        assertThat(judge("{")).isEqualTo("not JSON");
        assertThat(judge("")).isEqualTo("status isn't ok");
    }

    @Test
    void anErrorSaysWhy() {
        assertThat(AnswerCheck.reason("{\"status\":503,\"detail\":\"overloaded\"}"))
                .isEqualTo("overloaded");
        assertThat(AnswerCheck.reason("<html>")).isEmpty();
        assertThat(AnswerCheck.reason("")).isEmpty();
    }

    @Test
    void whoseOffersTheyAreIsKnownOfTheSimulatorAlone() {
        var body = body(USER, "fr-FR", OTHER, "null");

        assertThat(new AnswerCheck(false).judge(body, asking(CallKind.GET_WALLET), ASKED))
                .isEqualTo("right");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'expiration_date':'2026-11-27T08:00:01' | right",
                "'expiration_date':'2026-11-27T10:00:01+02:00' | right",
                "'expiration_date':'2026-11-27T03:00:01.000-05:00' | right",
                "'expiration_date':null,'redemption_end_date':'2026-11-27T08:00:01Z' | right",
                "'other':1 | right",
                "'expiration_date':'2026-11-27T07:59:58' | an expired offer",
                "'expiration_date':'2026-11-27T09:59:58+02:00' | an expired offer",
                "'redemption_end_date':'2026-11-27T07:59:58.000Z' | an expired offer",
                "'expiration_date':'27.11.2026' | an expired offer",
            })
    void offersOfTheDropInMustNotHaveExpired(String fields, String said) {
        assertThat(dropIn(USER, OWN_OFFER, fields.replace('\'', '"'))).isEqualTo(said);
    }

    @Test
    void theDropInMustBeOfTheUserToo() {
        assertThat(dropIn(OTHER, OWN_OFFER, "\"other\":1")).isEqualTo("another user");
        assertThat(dropIn(USER, OTHER, "\"other\":1")).isEqualTo("another user's offer");
        assertThat(check.judge("{\"status\":\"ok\",\"payload\":{}}", asking(CallKind.DROP_IN), ASKED))
                .isEqualTo("no user_offers");
    }

    private String wallet(String user, String culture, String offer, String expiry) {
        return judge(body(user, culture, offer, expiry));
    }

    private static String body(String user, String culture, String offer, String expiry) {
        return """
                {"status":"ok","user_id":"%s","culture":"%s","offer_count":1,
                 "offers":[{"user_offer_id":"%s","expires_at":%s}]}
                """.formatted(user, culture, offer, expiry);
    }

    private String judge(String body) {
        return check.judge(body, asking(CallKind.POST_WALLET), ASKED);
    }

    private String dropIn(String user, String offer, String fields) {
        var body = "{\"status\":\"ok\",\"payload\":{\"user_id\":\"%s\",\"user_offers\":[{\"id\":\"%s\",%s}]}}"
                .formatted(user, offer, fields);
        return check.judge(body, asking(CallKind.DROP_IN), ASKED);
    }

    private static Recipient asking(CallKind kind) {
        return new Recipient(USER, "fr", "fr-FR", kind, 2, false);
    }
}
