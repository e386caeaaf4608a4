package io.offerwallet.api;

import io.offerwallet.api.KnownBodies.Asked;
import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.view.Sort;
import io.offerwallet.view.ViewOptions;
import io.offerwallet.wallet.UserId;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands requests for the simplified wallet. What Liquid may leave out or misspell is forgiven, the rest refused. */
@Singleton
final class WalletRequestParser {

    static final String USER_ID = "user_id";

    /** In the order in which they are told. */
    private static final Set<String> OPTIONS = new LinkedHashSet<>(
            List.of("category", "culture", "expiring_within", "group", "limit", "on_error", "sort", "type", "tz"));

    private static final Set<String> OPTIONS_AND_USER = new LinkedHashSet<>(OPTIONS);

    static {
        OPTIONS_AND_USER.add(USER_ID);
    }

    private static final int MOST_OFFERS = 1000;
    private static final Pattern WEEKS = Pattern.compile("P\\d{1,4}W");
    private static final Duration LONGEST_WINDOW = Duration.ofDays(3660);

    private final Cultures cultures;
    private final KnownOptions queries = new KnownOptions();
    private final KnownBodies<WalletOptions> bodies = new KnownBodies<>();

    WalletRequestParser(Cultures cultures) {
        this.cultures = cultures;
    }

    /**
     * A request whose user stands in the path and whose options stand in the query.
     *
     * @param query as it stands in the URL, without its question mark; null if there is none
     */
    WalletRequest parse(String userId, @Nullable String query) {
        return new WalletRequest(user(userId), queries.of(query == null ? "" : query, this::options));
    }

    private WalletOptions options(String query) {
        return options(Fields.ofQuery(query).onlyKnown(OPTIONS));
    }

    /** A request whose user and options stand in the body. */
    WalletRequest parse(byte[] body) {
        Asked<WalletOptions> asked = bodies.of(body, this::read);
        return new WalletRequest(asked.user(), asked.rest());
    }

    private Asked<WalletOptions> read(byte[] body) {
        Fields fields = JsonBody.fields(body);
        return new Asked<>(user(fields.text(USER_ID).orElse("")), options(fields.onlyKnown(OPTIONS_AND_USER)));
    }

    static UserId user(String userId) {
        return UserId.parse(userId)
                .orElseThrow(() ->
                        InvalidRequest.in(USER_ID, "It must be a GUID, such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301."));
    }

    private WalletOptions options(Fields options) {
        Culture culture = cultures.resolve(options.anyText("culture").orElse(null));
        ViewOptions view = new ViewOptions(
                culture.locale(),
                zone(options),
                options.number("limit", 0, MOST_OFFERS).orElse(null),
                options.text("type").orElse(null),
                options.text("category").orElse(null),
                options.text("group").orElse(null),
                window(options),
                sort(options));
        return new WalletOptions(culture, view, onError(options));
    }

    /** Braze's time zones are IANA names, but a profile may have none or an odd one: then dates are in UTC. */
    private static ZoneId zone(Fields options) {
        return options.anyText("tz")
                .map(name -> {
                    try {
                        return ZoneId.of(name);
                    } catch (DateTimeException unknown) {
                        return ZoneOffset.UTC;
                    }
                })
                .orElse(ZoneOffset.UTC);
    }

    private static @Nullable Duration window(Fields options) {
        return options.text("expiring_within")
                .map(text -> {
                    Duration window = duration(text);
                    if (window.isNegative() || window.isZero() || window.compareTo(LONGEST_WINDOW) > 0) {
                        throw InvalidRequest.in(
                                "expiring_within", "It must be more than nothing and at most ten years.");
                    }
                    return window;
                })
                .orElse(null);
    }

    /** ISO 8601 allows weeks, which Duration doesn't read; months and years have no fixed length and are refused. */
    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException notThat) {
            if (WEEKS.matcher(text).matches()) {
                return Duration.ofDays(7 * Long.parseLong(text.substring(1, text.length() - 1)));
            }
            throw InvalidRequest.in(
                    "expiring_within",
                    "It must be an ISO 8601 duration of weeks, days or shorter, such as P7D or PT36H.");
        }
    }

    private static Sort sort(Fields options) {
        return options.text("sort")
                .map(text -> Sort.parse(text)
                        .orElseThrow(() -> InvalidRequest.in("sort", "It must be sessionm, expiration or newest.")))
                .orElse(Sort.SESSIONM);
    }

    private static OnError onError(Fields options) {
        return options.text("on_error")
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "fail" -> OnError.FAIL;
                    case "empty" -> OnError.EMPTY;
                    default -> throw InvalidRequest.in("on_error", "It must be fail or empty.");
                })
                .orElse(OnError.FAIL);
    }
}
