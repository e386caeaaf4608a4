package io.offerwallet.api;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.prewarm.PrewarmWish;
import io.offerwallet.prewarm.PrewarmWish.Calls;
import io.offerwallet.prewarm.Rows;
import io.offerwallet.wallet.PrewarmSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Understands what is asked of a prewarm job, its users apart. Throws {@link InvalidRequest}. */
@Singleton
final class PrewarmOptions {

    static final String CULTURES = "cultures";
    private static final String USER_ID_COLUMN = "user_id_column";
    private static final String CULTURE_COLUMN = "culture_column";
    private static final String CALLS = "calls";
    private static final String TTL = "ttl";
    private static final String NOT_BEFORE = "not_before";
    private static final String DEADLINE = "deadline";

    private static final Set<String> OF_A_JOB = inOrder(CALLS, CULTURES, DEADLINE, NOT_BEFORE, TTL);
    private static final Set<String> OF_A_STREAM =
            inOrder(CALLS, CULTURE_COLUMN, CULTURES, DEADLINE, NOT_BEFORE, TTL, USER_ID_COLUMN);

    private final Cultures cultures;
    private final Duration maxTtl;
    private final InstantSource clock;

    PrewarmOptions(Cultures cultures, PrewarmSettings settings, InstantSource clock) {
        this.cultures = cultures;
        this.maxTtl = settings.maxTtl();
        this.clock = clock;
    }

    /** Of a job whose users are in its body. */
    PrewarmWish wish(Fields fields) {
        fields.onlyKnown(OF_A_JOB);
        return read(fields);
    }

    /** Of a job whose users come in a stream. */
    PrewarmWish wishOfStream(Fields fields) {
        fields.onlyKnown(OF_A_STREAM);
        return read(fields);
    }

    /** What the stream's columns are called. */
    Rows.Names names(Fields fields) {
        return new Rows.Names(
                fields.text(USER_ID_COLUMN).orElse("user_id"),
                fields.text(CULTURE_COLUMN).orElse("culture"));
    }

    private PrewarmWish read(Fields fields) {
        Optional<Instant> notBefore = fields.text(NOT_BEFORE).map(text -> time(NOT_BEFORE, text));
        Optional<Instant> deadline = fields.text(DEADLINE).map(text -> time(DEADLINE, text));
        Instant earliest = notBefore.orElseGet(clock::instant);
        if (deadline.filter(end -> !end.isAfter(earliest)).isPresent()) {
            throw InvalidRequest.in(DEADLINE, "It must be later than now and than not_before.");
        }
        return new PrewarmWish(
                fields.text(CALLS).map(PrewarmOptions::calls).orElse(Calls.SIMPLIFIED),
                fields.text(CULTURES).map(this::cultures).orElseGet(() -> List.of(cultures.fallback())),
                fields.text(TTL).map(this::ttl).orElse(maxTtl),
                notBefore,
                deadline);
    }

    private List<Culture> cultures(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(tag -> cultures.resolve(tag.strip()))
                .distinct()
                .toList();
    }

    private Duration ttl(String text) {
        try {
            Duration ttl = Duration.parse(text);
            if (ttl.compareTo(Duration.ofSeconds(1)) >= 0 && ttl.compareTo(maxTtl) <= 0) {
                return ttl;
            }
        } catch (DateTimeParseException noDuration) {
            // as one that is out of bounds
        }
        throw InvalidRequest.in(TTL, "It must be an ISO-8601 duration from PT1S to " + maxTtl + ".");
    }

    /** As they are told to whoever misspells one. */
    private static Set<String> inOrder(String... names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
    }

    private static Calls calls(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "simplified" -> Calls.SIMPLIFIED;
            case "drop_in" -> Calls.DROP_IN;
            default -> throw InvalidRequest.in(CALLS, "It must be simplified or drop_in.");
        };
    }

    private static Instant time(String field, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw InvalidRequest.in(field, "It must be a time with its offset, such as 2026-11-27T18:00:00Z.");
        }
    }
}
