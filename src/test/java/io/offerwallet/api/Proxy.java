package io.offerwallet.api;

import static io.restassured.RestAssured.given;

import io.offerwallet.testing.Sessionm;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** The application as its callers reach it. */
final class Proxy {

    static final String WALLETS = "/v1/wallets";
    static final String PURGE = WALLETS + "/purge";
    static final String DROP_IN = "/offers/api/2.0/offers/get_user_offers";

    private Proxy() {}

    static RequestSpecification braze() {
        return given().auth().preemptive().basic("braze", "demo");
    }

    static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", "demo");
    }

    static Response get(String userId, Map<String, ?> options) {
        return braze().queryParams(options).get(WALLETS + "/" + userId);
    }

    static Response get(String userId) {
        return get(userId, Map.of());
    }

    static Response post(String json) {
        return braze().contentType(ContentType.JSON).body(json).post(WALLETS);
    }

    static Response purge(String json) {
        return admin().contentType(ContentType.JSON).body(json).post(PURGE);
    }

    static Response dropIn(String json) {
        return braze().contentType(ContentType.JSON).body(json).post(DROP_IN);
    }

    /** Makes the calls while SessionM answers nobody. */
    static void withoutSessionm(Runnable calls) {
        Sessionm.behave("fault", "outage");
        try {
            calls.run();
        } finally {
            Sessionm.recover();
        }
    }
}
