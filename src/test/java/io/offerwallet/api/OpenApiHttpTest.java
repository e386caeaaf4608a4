package io.offerwallet.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The API's own description, which operators read on their port. */
@QuarkusTest
class OpenApiHttpTest {

    @Test
    void everyPathAndMethodIsDescribed() {
        Map<String, Map<String, Object>> paths = document().path("paths");

        Map<String, Set<String>> methods = paths.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, path -> path.getValue().keySet()));
        assertThat(methods)
                .isEqualTo(Map.of(
                        "/v1/wallets/{user_id}", Set.of("get", "delete"),
                        "/v1/wallets", Set.of("post"),
                        "/v1/wallets/purge", Set.of("post"),
                        "/v1/prewarm", Set.of("post"),
                        "/v1/jobs/{id}", Set.of("get", "delete"),
                        "/v1/events/sessionm", Set.of("post"),
                        "/offers/api/2.0/offers/get_user_offers", Set.of("post")));
    }

    /** A resource must call the gate by itself; whoever forgets it in a new one is told here. */
    @Test
    void everythingDescribedNeedsACredential() {
        Map<String, Map<String, Object>> paths = document().path("paths");

        paths.forEach((path, methods) -> methods.keySet().forEach(method -> assertThat(given().contentType(
                                "application/json")
                        .request(
                                method.toUpperCase(Locale.ROOT),
                                path.replace("{user_id}", Users.somebody()).replace("{id}", "prewarm-0123456789abcdef"))
                        .statusCode())
                .as(method + " " + path)
                .isEqualTo(401)));
    }

    @Test
    void whoDoesNotAskForJsonGetsYaml() {
        Response document = Management.get("/q/openapi");

        assertThat(document.statusCode()).isEqualTo(200);
        assertThat(document.contentType()).startsWith("application/yaml");
        assertThat(document.asString()).startsWith("---\nopenapi: 3.").contains("\n  /v1/prewarm:\n");
    }

    @Test
    void itIsServedToOperatorsOnly() {
        assertThat(given().get("/q/openapi").statusCode()).isEqualTo(404);
        assertThat(given().get("/q/swagger-ui").statusCode()).isEqualTo(404);
    }

    private static Response document() {
        Response document = Management.get("/q/openapi?format=json");
        assertThat(document.statusCode()).isEqualTo(200);
        return document;
    }
}
