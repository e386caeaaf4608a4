package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.api.KnownBodies.Asked;
import io.offerwallet.wallet.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KnownBodiesTest {

    private static final String ANN = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String BOB = "3f2504e0-4f89-41d3-9a0c-0305e82c3302";

    /** What the reading below takes for the user is what comes first. */
    private static final Pattern FIRST_GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    private final KnownBodies<String> known = new KnownBodies<>();
    private final List<String> read = new ArrayList<>();

    @Test
    void aBodyThatDiffersInItsUserOnlyIsNotRead() {
        ask("user=" + ANN + " limit=2");
        read.clear();

        assertThat(ask("user=" + BOB + " limit=2")).isEqualTo(new Asked<>(new UserId(BOB), "user= limit=2"));
        assertThat(ask("user=" + BOB.toUpperCase(Locale.ROOT) + " limit=2").user())
                .isEqualTo(new UserId(BOB));
        assertThat(read).isEmpty();
    }

    @Test
    void whateverElseDiffersIsRead() {
        ask("user=" + ANN + " limit=2");
        read.clear();

        for (String other : List.of(
                "user=" + ANN + " limit=3", "User=" + ANN + " limit=2", "user=" + ANN, " user=" + ANN + " limit=2")) {
            ask(other);
            assertThat(read).as(other).isNotEmpty();
            read.clear();
        }
    }

    @Test
    void aGuidThatIsNotTheUsersIsNotTakenForIt() {
        ask("category=" + ANN, body -> new Asked<>(new UserId(ANN), "always Ann's"));

        assertThat(ask("category=" + BOB, body -> new Asked<>(new UserId(ANN), "always Ann's"))
                        .user())
                .isEqualTo(new UserId(ANN));
    }

    /** It would hold a user's id, and be known for that user only. */
    @Test
    void aBodyThatNamesItsUserTwiceIsNotHeld() {
        String body = "user=" + ANN + " link=" + ANN.toUpperCase(Locale.ROOT);
        ask(body);
        read.clear();
        ask(body);

        assertThat(read).containsExactly(body);
    }

    @Test
    void longBodiesAreNotHeld() {
        String body = "user=" + ANN + " " + "x".repeat(500);
        ask(body);
        read.clear();
        ask(body);

        assertThat(read).containsExactly(body);
    }

    @Test
    void usersMayStandInSeveralPlaces() {
        for (int i = 0; i < 2; i++) {
            read.clear();
            for (int indent = 0; indent < 8; indent++) {
                ask(" ".repeat(indent) + ANN);
            }
        }

        assertThat(read).isEmpty();
    }

    /** Of more than eight places those that came first are forgotten; the others are known. */
    @Test
    void placesThatNobodyUsesAnyMoreMakeRoom() {
        for (int indent = 0; indent < 20; indent++) {
            ask(" ".repeat(indent) + ANN);
        }
        read.clear();
        ask(" ".repeat(19) + BOB);

        assertThat(read).isEmpty();
    }

    private Asked<String> ask(String body) {
        return ask(body, KnownBodiesTest::reading);
    }

    private Asked<String> ask(String body, Function<String, Asked<String>> reading) {
        return known.of(body.getBytes(UTF_8), bytes -> {
            String text = new String(bytes, UTF_8);
            read.add(text);
            return reading.apply(text);
        });
    }

    private static Asked<String> reading(String text) {
        Matcher guid = FIRST_GUID.matcher(text.toLowerCase(Locale.ROOT));
        if (!guid.find()) {
            throw InvalidRequest.in("user", "There is none.");
        }
        return new Asked<>(new UserId(guid.group()), text.substring(0, guid.start()) + text.substring(guid.end()));
    }
}
