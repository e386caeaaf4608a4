package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.Users;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that says it is ready is: its very first request is answered within the deadline, with a wallet. */
@Timeout(120)
class FirstRequestIT {

    private static Deployment deployment;

    /** The first process is there for the SessionM, which must be warm as a real one is. */
    @BeforeAll
    static void start() {
        deployment = Deployment.start(1, Map.of());
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void theFirstRequestGetsAWallet() {
        Pod fresh = started();
        String user = Users.somebody();

        isAWallet(user, fresh.post(user, Pod.FR).join());
    }

    @Test
    void theFirstRequestsGetWalletsWhenTheyComeTogether() {
        Pod fresh = started();
        List<String> users = Stream.generate(Users::somebody).limit(20).toList();
        List<CompletableFuture<Answer>> answers =
                users.stream().map(user -> fresh.post(user, Pod.EN)).toList();

        for (int i = 0; i < users.size(); i++) {
            isAWallet(users.get(i), answers.get(i).join());
        }
    }

    private static Pod started() {
        Pod fresh = deployment.launchAnother();
        fresh.process().awaitReady();
        return fresh;
    }

    private static void isAWallet(String user, Answer answer) {
        // What takes longer than the deadline is answered 503.
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.cache()).isEqualTo("miss");
        assertThat(answer.json().required("user_id").asText()).isEqualTo(user);
        assertThat(answer.json().required("status").asText()).isEqualTo("ok");
    }
}
