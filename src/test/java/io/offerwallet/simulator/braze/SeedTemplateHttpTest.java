package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The template that SessionM documents for Braze, with another host and credential and nothing else changed. */
@QuarkusTest
class SeedTemplateHttpTest implements Undo {
    private static final String TEMPLATE = """
            {% capture postbody %}
            {"retailer_id":"YOUR-RETAIL-ID","user_id":"{{${user_id}}}","skip":0,"take":1000,"include_pending_extended_data":false,"culture":"en-US"}
            {% endcapture %}
            {% connected_content
            {{endpoint_connect}}/offers/api/2.0/offers/get_user_offers
            :method post
            :headers {
            "Content-Type": "application/json",
            "Authorization": "Basic YOUR-BASE64-ENCODED-KEY"
            }
            :body {{postbody}}
            :save wallet
            %}
            {{wallet.payload.available_points}}
            """.replace("YOUR-RETAIL-ID", Simulator.RETAILER)
            .replace("{{endpoint_connect}}", "https://wallet.example.com")
            .replace("Basic YOUR-BASE64-ENCODED-KEY", Credentials.basicAuthorization("braze", "demo"));

    @Test
    void rendersTheCustomersPoints() {
        var user = Users.somebody();
        Simulator.at(RestAssured.port).change(user, Map.of("available_points", 100));
        var braze = Braze.workspace()
                .route("wallet.example.com", "http://localhost:" + RestAssured.port)
                .build();

        var rendered = braze.render(Template.of(TEMPLATE), Recipient.of(user));

        assertThat(rendered.text().strip()).isEqualTo("100");
        assertThat(rendered.calls()).singleElement().satisfies(call -> {
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.url().getPath()).isEqualTo("/offers/api/2.0/offers/get_user_offers");
        });
    }
}
