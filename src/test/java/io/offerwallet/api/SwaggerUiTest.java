package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Management;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** In the process only, because the native binary hasn't it; ReadmeIT sees to both packages. */
@QuarkusTest
class SwaggerUiTest {

    @Test
    void swaggerUiIsServedToThoseWhoTryTheApi() {
        Response page = Management.get("/q/swagger-ui/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("/q/openapi");
    }
}
