package io.offerwallet.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;

/** The call that SessionM documents for Braze, sent here instead. */
@QuarkusTest
class SeedCallTest {

    @Test
    void isAnsweredAsSessionMWould() {
        String user = Users.withOffers(3);
        given().auth()
                .preemptive()
                .basic("braze", "demo")
                .contentType(ContentType.JSON)
                .body("""
                        {"retailer_id":"7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11","user_id":"%s","skip":0,"take":1000,\
                        "include_pending_extended_data":false,"culture":"en-US"}
                        """.formatted(user))
                .post("/offers/api/2.0/offers/get_user_offers")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("payload.user_id", equalTo(user))
                .body("payload.available_points", notNullValue());
    }
}
