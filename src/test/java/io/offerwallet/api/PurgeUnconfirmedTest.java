package io.offerwallet.api;

import static io.offerwallet.api.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.offerwallet.testing.Management;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Users;
import io.offerwallet.wallet.PurgeUnconfirmed;
import io.offerwallet.wallet.WalletStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of a purge that isn't confirmed. In the process, to have a store that confirms none. */
@QuarkusTest
@TestProfile(PurgeUnconfirmedTest.NoPurgeIsConfirmed.class)
class PurgeUnconfirmedTest {

    private final String user = Users.somebody();

    @Test
    void whoAsksForAPurgeIsToldToAskAgain() {
        assertUnconfirmed(Proxy.admin().delete(Proxy.WALLETS + "/" + user));
        assertUnconfirmed(Proxy.purge(List.of(user, Users.somebody())));
    }

    @Test
    void sessionMIsToldToSendItsEventsAgain() {
        double failed = counted("failed");
        double purged = counted("purged");

        assertUnconfirmed(Proxy.postEvents(event("issued", user)));
        // Not 400: SessionM might not send the whole list again, and somebody in it would not be purged.
        assertUnconfirmed(Proxy.postEvents("[" + event("issued", user) + ",{}]"));

        assertThat(counted("failed")).isEqualTo(failed + 2);
        assertThat(counted("purged")).isEqualTo(purged);
    }

    @Test
    void whatPurgesNobodyNeedsNoConfirmation() {
        Proxy.postEvents(event("tier.changed", user)).then().statusCode(200).body("ignored", equalTo(1));
    }

    private void assertUnconfirmed(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .header("Cache-Control", "no-store")
                .body("type", endsWith(":purge-unconfirmed"));
        assertThat(answer.asString()).doesNotContain(user).doesNotContain(NoPurgeIsConfirmed.REASON);
    }

    private static double counted(String result) {
        return Management.metric("sessionm_events_total", "result", result);
    }

    /** An application whose store confirms no purge. */
    public static final class NoPurgeIsConfirmed implements QuarkusTestProfile {

        static final String REASON = "made for this test";

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Stores.class);
        }
    }

    /** Nothing but purges is asked of the store here, whatever else it can do. */
    @Alternative
    @Singleton
    static class Stores {

        @Produces
        @Singleton
        WalletStore store() {
            return (WalletStore) java.lang.reflect.Proxy.newProxyInstance(
                    WalletStore.class.getClassLoader(),
                    new Class<?>[] {WalletStore.class},
                    (store, method, arguments) -> {
                        if (method.getName().equals("purge")) {
                            return Uni.createFrom().failure(new PurgeUnconfirmed(NoPurgeIsConfirmed.REASON));
                        }
                        throw new UnsupportedOperationException(method.getName());
                    });
        }
    }
}
