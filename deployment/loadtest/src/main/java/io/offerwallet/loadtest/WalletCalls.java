package io.offerwallet.loadtest;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doSwitch;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.onCase;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** One HTTP call for a recipient's wallet, its body judged. It isn't in the report by itself. */
final class WalletCalls {
    private static final String RECIPIENT = "recipient";
    private static final String ASKED = "asked";
    private static final String STATUS = "status";
    private static final String CACHE = "cache";
    private static final String MILLIS = "millis";
    private static final String SAID = "said";
    private static final int OK = 200;

    private final SendSettings settings;
    private final AnswerCheck check;
    private final SplittableRandom random;

    WalletCalls(SendSettings settings, AnswerCheck check) {
        this.settings = settings;
        this.check = check;
        this.random = new SplittableRandom(settings.seed());
    }

    static Session with(Session session, Recipient recipient) {
        return session.set(RECIPIENT, recipient);
    }

    static Recipient recipient(Session session) {
        return session.<Recipient>get(RECIPIENT);
    }

    /** What came of the call that was made last. */
    static CallOutcome outcome(Session session) {
        return session.contains(SAID)
                ? CallOutcome.of(
                        session.getInt(STATUS),
                        Optional.ofNullable(session.getString(CACHE)),
                        session.getInt(MILLIS),
                        session.<String>get(SAID))
                : CallOutcome.UNANSWERED;
    }

    /** How long the call that was made last has taken, in milliseconds, until it was answered or given up. */
    static long millis(Session session) {
        return session.contains(SAID)
                ? session.getInt(MILLIS)
                : Instant.now().toEpochMilli() - session.<Instant>get(ASKED).toEpochMilli();
    }

    ChainBuilder chain() {
        return exec(session -> session.removeAll(STATUS, CACHE, MILLIS, SAID).set(ASKED, Instant.now()))
                .exec(doSwitch(session -> recipient(session).kind())
                        .on(
                                onCase(CallKind.POST_WALLET).then(asBraze(postWallet())),
                                onCase(CallKind.GET_WALLET).then(asBraze(getWallet())),
                                onCase(CallKind.DROP_IN).then(asBraze(dropIn()))));
    }

    private HttpRequestActionBuilder postWallet() {
        return http(CallKind.POST_WALLET.title())
                .post("/v1/wallets")
                .header("Content-Type", "application/json")
                .body(StringBody(session -> "{\"user_id\":\"%s\",\"culture\":\"%s\",\"limit\":%d}"
                        .formatted(
                                recipient(session).userId(), recipient(session).said(), settings.limit())));
    }

    private HttpRequestActionBuilder getWallet() {
        return http(CallKind.GET_WALLET.title()).get(session -> "/v1/wallets/%s?culture=%s&limit=%d"
                .formatted(
                        recipient(session).userId(),
                        URLEncoder.encode(recipient(session).said(), StandardCharsets.UTF_8),
                        settings.limit()));
    }

    private HttpRequestActionBuilder dropIn() {
        return http(CallKind.DROP_IN.title())
                .post("/offers/api/2.0/offers/get_user_offers")
                .header("Content-Type", "application/json")
                .body(StringBody(session ->
                        "{\"user_id\":\"%s\",\"skip\":0,\"take\":1000,\"include_pending_extended_data\":false,\"culture\":\"%s\"}"
                                .formatted(
                                        recipient(session).userId(),
                                        recipient(session).said())));
    }

    private HttpRequestActionBuilder asBraze(HttpRequestActionBuilder request) {
        return request.header("Authorization", settings.braze().authorization())
                .header("User-Agent", session -> userAgent())
                .requestTimeout(BrazeRules.DEADLINE)
                .silent()
                .check(
                        status().saveAs(STATUS),
                        header("X-Cache").optional().saveAs(CACHE),
                        responseTimeInMillis().saveAs(MILLIS))
                .checkIf((response, session) -> response.status().code() == OK)
                .then(bodyString().transformWithSession(this::judge).saveAs(SAID))
                .checkIf((response, session) -> response.status().code() != OK)
                .then(bodyString().transform(AnswerCheck::reason).saveAs(SAID));
    }

    private String judge(String body, Session session) {
        return check.judge(body, recipient(session), session.<Instant>get(ASKED));
    }

    private String userAgent() {
        synchronized (random) {
            return BrazeRules.userAgent(random);
        }
    }
}
