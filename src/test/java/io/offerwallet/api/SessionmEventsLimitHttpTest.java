package io.offerwallet.api;

import static io.offerwallet.api.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.SmallLimits;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of more users than one call may purge. */
@QuarkusTest
@TestProfile(SmallLimits.class)
class SessionmEventsLimitHttpTest {

    private final List<String> events = new ArrayList<>();

    private String user = "";

    @BeforeEach
    void holdSomebody() {
        user = SmallLimits.heldUser();
        events.add(event("issued", user));
    }

    @Test
    void eventsOfTooManyUsersPurgeNobody() {
        double refused = Management.metric("sessionm_events_total", "result", "refused");
        others(SmallLimits.MAX_PURGE).forEach(other -> events.add(event("issued", other)));

        Proxy.postEvents(events.toString())
                .then()
                .statusCode(400)
                .body("type", endsWith(":invalid-request"))
                .body("detail", containsString("events of 4 users"));

        Proxy.get(user).then().header("X-Cache", "hit");
        assertThat(Management.metric("sessionm_events_total", "result", "refused"))
                .isEqualTo(refused + 4);
    }

    /** A user counts once, and one whose event is ignored not at all: it is purges that are limited. */
    @Test
    void usersAreCountedAndNotEvents() {
        others(SmallLimits.MAX_PURGE - 1).forEach(other -> events.add(event("issued", other)));
        others(SmallLimits.MAX_PURGE).forEach(other -> events.add(event("tier.changed", other)));
        events.add(event("redeemed", user));
        events.add(event("expired", user));

        Proxy.postEvents(events.toString())
                .then()
                .statusCode(200)
                .body("received", equalTo(8))
                .body("purged", equalTo(5));

        assertThat(Proxy.get(user).header("X-Cache")).isEqualTo("miss");
    }

    private static List<String> others(int count) {
        return Stream.generate(Users::somebody).limit(count).toList();
    }
}
