package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain calls are answered before the resources, and as the resources would. In the process, to see the way taken. */
@QuarkusTest
class WalletRouteTest implements Undo {

    /** Of the many ways to ask for JSON, one that only the resources weigh. */
    private static final Header UNUSUAL = new Header("Accept", "text/plain;q=0.1, application/json;q=0.9");

    private static final Set<String> DIFFERENT_EVERY_TIME = Set.of("X-Request-Id", "Age");

    @Inject
    PassedOn passedOn;

    private final MovableClock clock = new MovableClock();

    private final String user = Users.somebody();

    static Stream<UnaryOperator<String>> bodies() {
        return Stream.of(
                user -> "{\"user_id\":\"" + user + "\"}",
                user -> "{\"user_id\":\"" + user + "\",\"culture\":\"fr\",\"tz\":\"Asia/Tokyo\",\"limit\":2}",
                user -> "{\"user_id\":\"" + user + "\",\"culture\":\"ja\",\"limit\":0,\"on_error\":\"empty\"}",
                user -> "{\"user_id\":\"" + user.toUpperCase(Locale.ROOT) + "\",\"sort\":\"expiration\"}");
    }

    static Stream<Map<String, String>> queries() {
        return Stream.of(
                Map.of(),
                Map.of("culture", "fr", "limit", "2"),
                Map.of("tz", "America/St_Johns", "culture", "pt_BR"),
                Map.of("expiring_within", "P40D", "sort", "newest", "category", "Maison & Déco +"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aHitByGetIsAnsweredBeforeTheResourcesAndAsTheyWould(Map<String, String> query) {
        answersAlike(request -> request.queryParams(query).get(Proxy.WALLETS + "/" + user));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aHitByPostIsAnsweredBeforeTheResourcesAndAsTheyWould(UnaryOperator<String> body) {
        answersAlike(request -> json(request, body.apply(user)).post(Proxy.WALLETS));
    }

    @Test
    void aHitOfTheDropInIsAnsweredBeforeTheResourcesAndAsTheyWould() {
        String body = "{\"user_id\":\"" + user + "\",\"skip\":1,\"take\":3,\"culture\":\"de\",\"channel\":\"email\"}";

        answersAlike(request -> json(request, body).post(Proxy.DROP_IN));
    }

    @Test
    void aMissIsAnsweredBeforeTheResources() {
        int before = passedOn.requests();
        Proxy.get(user).then().statusCode(200).header("X-Cache", "miss");
        json(Proxy.braze(), "{\"user_id\":\"" + Users.somebody() + "\"}")
                .post(Proxy.WALLETS)
                .then()
                .statusCode(200)
                .header("X-Cache", "miss");
        assertThat(passedOn.requests()).isEqualTo(before);
    }

    @Test
    void anUnknownUserIsToldAsTheResourcesWould() {
        String nobody = Users.unknown();
        Proxy.get(nobody).then().statusCode(404).header("X-Cache", "miss");

        saysTheSame(404, request -> request.get(Proxy.WALLETS + "/" + nobody));
    }

    @Test
    void aStaleWalletIsShownAsTheResourcesWould() {
        Proxy.get(user).then().statusCode(200);
        clock.goOn(Duration.ofSeconds(61));
        Sessionm.behave("fault", "error_envelope");

        Response stale = saysTheSame(200, request -> request.get(Proxy.WALLETS + "/" + user));
        assertThat(stale.header("X-Cache")).isEqualTo("stale");
    }

    @Test
    void whatCannotBeServedIsToldAsTheResourcesWould() {
        Sessionm.behave("fault", "error_envelope");

        Response failed = saysTheSame(503, request -> request.get(Proxy.WALLETS + "/" + user));
        assertThat(failed.header("Retry-After")).isEqualTo("2");
        saysTheSame(200, request -> request.queryParam("on_error", "empty").get(Proxy.WALLETS + "/" + user));
        saysTheSame(
                503, request -> json(request, "{\"user_id\":\"" + user + "\"}").post(Proxy.DROP_IN));

        Sessionm.behave("fault", "unauthorized");
        saysTheSame(500, request -> request.get(Proxy.WALLETS + "/" + Users.somebody()));
    }

    @Test
    void whateverIsNotPlainIsLeftToTheResources() {
        Proxy.get(user).then().statusCode(200);
        List<Runnable> others = List.of(
                () -> Proxy.get("not-a-guid").then().statusCode(400),
                () -> Proxy.get(user, Map.of("limit", "many")).then().statusCode(400),
                () -> Proxy.post("{\"user_id\":\"" + user + "\",").then().statusCode(400),
                () -> Proxy.braze().head(Proxy.WALLETS + "/" + user).then().statusCode(200),
                () -> Proxy.braze()
                        .body("surprise")
                        .get(Proxy.WALLETS + "/" + user)
                        .then()
                        .statusCode(200),
                () -> Proxy.braze()
                        .accept("text/html")
                        .get(Proxy.WALLETS + "/" + user)
                        .then()
                        .statusCode(406),
                () -> RestAssured.get(Proxy.WALLETS + "/" + user).then().statusCode(401),
                () -> Proxy.admin().delete(Proxy.WALLETS + "/" + user).then().statusCode(204));

        for (Runnable other : others) {
            int before = passedOn.requests();
            other.run();
            assertThat(passedOn.requests()).isEqualTo(before + 1);
        }
    }

    @Test
    void aBugBeforeTheResourcesIsToldAsAProblemWithoutItsInside() {
        Response answer =
                Proxy.braze().header(UNUSUAL).header(PassedOn.BUG, "please").get(Proxy.WALLETS + "/" + user);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.<String>path("type")).endsWith(":internal-error");
        assertThat(answer.<String>path("request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.asString()).doesNotContain("made for this test");
    }

    private void answersAlike(Function<RequestSpecification, Response> call) {
        call.apply(Proxy.braze()).then().statusCode(200).header("X-Cache", "miss");

        Response hit = saysTheSame(200, call);

        assertThat(hit.header("X-Cache")).isEqualTo("hit");
        assertThat(hit.header("Age")).matches("\\d+");
    }

    /** Makes the call in a plain way, and in a way that only the resources weigh. */
    private Response saysTheSame(int status, Function<RequestSpecification, Response> call) {
        int before = passedOn.requests();
        Response ahead = call.apply(Proxy.braze());
        assertThat(passedOn.requests()).isEqualTo(before);
        Response byTheResource = call.apply(Proxy.braze().header(UNUSUAL));
        assertThat(passedOn.requests()).isEqualTo(before + 1);

        assertThat(ahead.statusCode()).isEqualTo(byTheResource.statusCode()).isEqualTo(status);
        assertThat(headers(ahead)).isEqualTo(headers(byTheResource));
        assertThat(withoutId(ahead)).isEqualTo(withoutId(byTheResource));
        return ahead;
    }

    private static String withoutId(Response answer) {
        return answer.asString().replace(answer.header("X-Request-Id"), "the request's id");
    }

    private static Map<String, String> headers(Response answer) {
        return answer.headers().asList().stream()
                .filter(header -> !DIFFERENT_EVERY_TIME.contains(header.getName()))
                .collect(Collectors.toMap(Header::getName, Header::getValue));
    }

    private static RequestSpecification json(RequestSpecification request, String body) {
        return request.config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(ContentType.JSON)
                .body(body);
    }

    /** Counts the requests that are left to the resources. */
    @Singleton
    static final class PassedOn {

        static final String BUG = "X-Bug";

        private static final int BEFORE_THE_ROUTE = 501;
        private static final int BETWEEN_ROUTE_AND_RESOURCES = 499;

        private final AtomicInteger requests = new AtomicInteger();

        void register(@Observes Filters filters) {
            filters.register(
                    exchange -> {
                        if (exchange.request().path().startsWith("/v1/")
                                || exchange.request().path().startsWith("/offers/")) {
                            requests.incrementAndGet();
                        }
                        exchange.next();
                    },
                    BETWEEN_ROUTE_AND_RESOURCES);
            filters.register(
                    exchange -> {
                        if (exchange.request().headers().contains(BUG)) {
                            throw new IllegalStateException("made for this test");
                        }
                        exchange.next();
                    },
                    BEFORE_THE_ROUTE);
        }

        int requests() {
            return requests.get();
        }
    }
}
