package io.offerwallet.loadtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Whether an answer of status 200 is what this recipient's message may show. Thread-safe. */
final class AnswerCheck {
    /** Said of an answer that is right; anything else is what is wrong with it. */
    static final String RIGHT = "right";

    /** Clocks of two machines are never quite the same. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final boolean simulated;

    /** @param simulated whether SessionM is the simulator, so that it is known which offers are whose */
    AnswerCheck(boolean simulated) {
        this.simulated = simulated;
    }

    /**
     * Judges a body. What it says never holds an id.
     *
     * @param asked when it was asked for: what had expired by then must not be in it
     */
    String judge(String body, Recipient recipient, Instant asked) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return "not JSON";
        }
        if (!answer.path("status").asText().equals("ok")) {
            return "status isn't ok";
        }
        return recipient.kind() == CallKind.DROP_IN
                ? judgeDropIn(answer.path("payload"), recipient, asked)
                : judgeWallet(answer, recipient, asked);
    }

    /** Why there is no wallet, by the proxy's own words; empty if these aren't the proxy's. */
    static String reason(String body) {
        try {
            return JSON.readTree(body).path("detail").asText();
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private String judgeWallet(JsonNode wallet, Recipient recipient, Instant asked) {
        var offers = wallet.path("offers");
        if (!wallet.path("culture").asText().equals(recipient.culture())) {
            return "another culture";
        }
        if (!offers.isArray() || wallet.path("offer_count").asInt(-1) != offers.size()) {
            return "offers don't count up";
        }
        return judgeOffers(wallet, offers, "user_offer_id", List.of("expires_at"), recipient, asked);
    }

    private String judgeDropIn(JsonNode payload, Recipient recipient, Instant asked) {
        var offers = payload.path("user_offers");
        if (!offers.isArray()) {
            return "no user_offers";
        }
        return judgeOffers(payload, offers, "id", List.of("expiration_date", "redemption_end_date"), recipient, asked);
    }

    private String judgeOffers(
            JsonNode whose, JsonNode offers, String id, List<String> expiries, Recipient recipient, Instant asked) {
        if (!whose.path("user_id").asText().equalsIgnoreCase(recipient.userId())) {
            return "another user";
        }
        List<String> ids = new ArrayList<>();
        for (var offer : offers) {
            ids.add(offer.path(id).asText());
            if (hasExpired(offer, expiries, asked.minus(CLOCKS_DIFFER))) {
                return "an expired offer";
            }
        }
        if (simulated && !SimulatedOffers.areOf(recipient.userId(), ids)) {
            return "another user's offer";
        }
        return RIGHT;
    }

    /** By the first of the fields that has a value. One that can't be read hides an offer, so it isn't shown either. */
    private static boolean hasExpired(JsonNode offer, List<String> fields, Instant when) {
        for (var field : fields) {
            var text = offer.path(field).asText("");
            if (!text.isEmpty() && !offer.path(field).isNull()) {
                try {
                    return !instant(text).isAfter(when);
                } catch (DateTimeException unreadable) {
                    return true;
                }
            }
        }
        return false;
    }

    /** SessionM's dates may have no zone, which means UTC. */
    private static Instant instant(String text) {
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
        return parsed instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) parsed;
    }
}
