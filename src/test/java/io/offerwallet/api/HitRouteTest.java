package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Proxy;
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

/** Hits are answered before the resources, and as the resources would answer them. In the process, to see the way taken. */
@QuarkusTest
class HitRouteTest {

    /** Of the many ways to ask for JSON, one that only the resources weigh. */
    private static final Header UNUSUAL = new Header("Accept", "text/plain;q=0.1, application/json;q=0.9");

    private static final Set<String> DIFFERENT_EVERY_TIME = Set.of("X-Request-Id", "Age");

    @Inject
    PassedOn passedOn;

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
    void whateverIsNoHitIsLeftToTheResources() {
        Proxy.get(user).then().statusCode(200);
        List<Runnable> others = List.of(
                () -> Proxy.get(Users.somebody()).then().statusCode(200).header("X-Cache", "miss"),
                () -> Proxy.get(Users.unknown()).then().statusCode(404),
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
        Response answer = Proxy.braze().header(PassedOn.BUG, "please").get(Proxy.WALLETS + "/" + user);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.<String>path("type")).endsWith(":internal-error");
        assertThat(answer.<String>path("request_id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.asString()).doesNotContain("made for this test");
    }

    private void answersAlike(Function<RequestSpecification, Response> call) {
        call.apply(Proxy.braze()).then().statusCode(200).header("X-Cache", "miss");
        int before = passedOn.requests();

        Response ahead = call.apply(Proxy.braze());
        assertThat(passedOn.requests()).isEqualTo(before);
        Response byTheResource = call.apply(Proxy.braze().header(UNUSUAL));
        assertThat(passedOn.requests()).isEqualTo(before + 1);

        assertThat(ahead.statusCode()).isEqualTo(byTheResource.statusCode()).isEqualTo(200);
        assertThat(ahead.header("X-Cache")).isEqualTo("hit");
        assertThat(ahead.header("Age")).matches("\\d+");
        assertThat(headers(ahead)).isEqualTo(headers(byTheResource));
        assertThat(ahead.asByteArray()).isEqualTo(byTheResource.asByteArray());
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

        private static final int BEFORE_HITS = 501;
        private static final int BETWEEN_HITS_AND_RESOURCES = 499;

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
                    BETWEEN_HITS_AND_RESOURCES);
            filters.register(
                    exchange -> {
                        if (exchange.request().headers().contains(BUG)) {
                            throw new IllegalStateException("made for this test");
                        }
                        exchange.next();
                    },
                    BEFORE_HITS);
        }

        int requests() {
            return requests.get();
        }
    }
}
