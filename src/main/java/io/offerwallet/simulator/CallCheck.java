package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges calls as SessionM does: the credential first, then the form, then whether the user is known. */
final class CallCheck {
    private static final int DEFAULT_TAKE = 1_000;
    private static final int MOST_TAKE = 1_000;

    private final String authorization;
    private final String retailer;

    CallCheck(String authorization, String retailer) {
        this.authorization = authorization;
        this.retailer = retailer;
    }

    Verdict judge(WalletCall call) {
        if (!authorization.equals(call.authorization())) {
            return new Verdict.Refused(401, "unauthorized", "Credential missing or wrong");
        }
        if (!isJson(call.contentType())) {
            return new Verdict.Refused(400, "invalid_request", "Content-Type must be application/json");
        }
        if (call.body().isEmpty()) {
            return new Verdict.Refused(400, "invalid_request", "The body must be a JSON object");
        }
        try {
            return judgeUser(read(call.body().get()));
        } catch (IllegalArgumentException e) {
            return new Verdict.Refused(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private static Verdict judgeUser(WalletQuery query) {
        if (SpecialUsers.unknownInEnvelope(query.user())) {
            return unknownUser(200);
        }
        return SpecialUsers.unknownByStatus(query.user()) ? unknownUser(404) : new Verdict.Accepted(query);
    }

    private static Verdict unknownUser(int status) {
        return new Verdict.Refused(status, "user_not_found", "User not found");
    }

    private WalletQuery read(ObjectNode body) {
        var fields = new JsonFields(body);
        require(
                retailer.equalsIgnoreCase(fields.text("retailer_id").orElseThrow(() -> missing("retailer_id"))),
                "retailer_id is not a retailer known here");
        var user = SpecialUsers.parse(fields.text("user_id").orElseThrow(() -> missing("user_id")))
                .orElseThrow(() -> new IllegalArgumentException("user_id must be a GUID"));
        int skip = fields.integer("skip").orElse(0);
        require(skip >= 0, "skip must not be negative");
        int take = fields.integer("take").orElse(DEFAULT_TAKE);
        require(take >= 1 && take <= MOST_TAKE, "take must be from 1 to " + MOST_TAKE);
        return new WalletQuery(
                user,
                skip,
                take,
                fields.bool("include_pending_extended_data").orElse(false),
                fields.text("culture").orElse(OfferCatalogue.DEFAULT_CULTURE));
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static IllegalArgumentException missing(String field) {
        return new IllegalArgumentException(field + " is missing");
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
