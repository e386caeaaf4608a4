package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.api.SessionmEvent.Ignored;
import io.offerwallet.api.SessionmEvent.Purging;
import io.offerwallet.api.SessionmEvent.Refused;
import io.offerwallet.wallet.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class SessionmEventReaderPropertyTest {

    private static final Events EVENTS = new Events();

    /** An event as it is sent, and what it must come to. */
    private record Sent(String json, Class<? extends SessionmEvent> meant, String user) {}

    @Property
    void eachEventComesToWhatItWouldAlone(@ForAll("sent") @Size(max = 30) List<Sent> sent) {
        EventBatch batch = EVENTS.read(list(sent));

        assertThat(batch.events().stream().<Class<?>>map(Object::getClass))
                .containsExactlyElementsOf(
                        sent.stream().<Class<?>>map(Sent::meant).toList());
        assertThat(batch.users()).isEqualTo(users(sent));
        assertThat(batch.refusal().isPresent())
                .isEqualTo(sent.stream().anyMatch(event -> event.meant() == Refused.class));
    }

    @Property
    void neitherOrderNorDuplicatesChangeWhoIsPurged(
            @ForAll("sent") @Size(max = 15) List<Sent> sent, @ForAll Random random) {
        List<Sent> again = new ArrayList<>(sent);
        again.addAll(sent);
        Collections.shuffle(again, random);

        EventBatch once = EVENTS.read(list(sent));
        EventBatch twice = EVENTS.read(list(again));

        assertThat(twice.users()).isEqualTo(once.users());
        assertThat(twice.count(Purging.class)).isEqualTo(2 * once.count(Purging.class));
        assertThat(twice.count(Ignored.class)).isEqualTo(2 * once.count(Ignored.class));
    }

    @Property
    void aRefusalRepeatsNothingOfWhatWasSent(@ForAll("sent") @Size(max = 15) List<Sent> sent) {
        EVENTS.read(list(sent)).refusal().ifPresent(problem -> assertThat(problem.toString())
                .doesNotContainIgnoringCase("personal"));
    }

    @Property
    void whateverIsSentIsReadOrRefused(@ForAll("json") String json) {
        try {
            EventBatch batch = EVENTS.read(json);
            assertThat(batch.count(Purging.class) + batch.count(Ignored.class) + batch.count(Refused.class))
                    .isEqualTo(batch.events().size());
        } catch (InvalidRequest refused) {
            assertThat(refused.problem().type()).isEqualTo(ProblemType.INVALID_REQUEST);
        }
    }

    @Property
    void whateverBytesAreSentAreReadOrRefused(@ForAll byte[] body) {
        try {
            assertThat(JsonBody.objectOrList(body).isContainerNode()).isTrue();
        } catch (InvalidRequest refused) {
            assertThat(refused.problem().json("id")).asString(UTF_8).contains("invalid-request");
        }
    }

    @Provide
    Arbitrary<List<Sent>> sent() {
        return Arbitraries.oneOf(List.of(purging(), ignored(), refused())).list();
    }

    private static Arbitrary<Sent> purging() {
        return Combinators.combine(offerTypes(), users(), Arbitraries.of(true, false), extras())
                .as((type, user, upperCase, extra) -> new Sent(
                        "{\"event_type\":\"" + type + "\",\"user_id\":\""
                                + (upperCase ? user.toUpperCase(Locale.ROOT) : user) + "\"" + extra + "}",
                        Purging.class,
                        user));
    }

    private static Arbitrary<Sent> ignored() {
        return Combinators.combine(
                        Arbitraries.of("tier.changed", "points", "offers issued", "reissued", "-"),
                        Arbitraries.of("\"personal\"", "null", "1", "{}"),
                        extras())
                .as((type, user, extra) ->
                        new Sent("{\"type\":\"" + type + "\",\"user_id\":" + user + extra + "}", Ignored.class, ""));
    }

    private static Arbitrary<Sent> refused() {
        return Combinators.combine(
                        Arbitraries.of(
                                "\"personal\":1",
                                "\"user_id\":\"personal\"",
                                "\"type\":\"issued\"",
                                "\"type\":\"issued\",\"user_id\":\"personal\"",
                                "\"type\":\"issued\",\"user_id\":[\"personal\"]",
                                "\"type\":null,\"user_id\":\"personal\""),
                        extras())
                .as((members, extra) -> new Sent("{" + members + extra + "}", Refused.class, ""));
    }

    /** A type that purges, with its words' case and what stands between them as nobody would expect. */
    private static Arbitrary<String> offerTypes() {
        return Combinators.combine(
                        Arbitraries.of("", "offer", "user-offer"),
                        Arbitraries.of("issued", "redeemed", "expired", "revoked"),
                        Arbitraries.of("", ".", "_", "-", " ", "::", "/", " - "),
                        Arbitraries.randoms())
                .as((subject, verb, separator, random) -> (subject + separator + verb)
                        .chars()
                        .mapToObj(c -> Character.toString(random.nextBoolean() ? Character.toUpperCase(c) : c))
                        .collect(Collectors.joining()));
    }

    /** Few, so that they come more than once. */
    private static Arbitrary<String> users() {
        return Arbitraries.integers().between(0, 5).map("00000000-0000-4000-8000-00000000000%d"::formatted);
    }

    private static Arbitrary<String> extras() {
        return Arbitraries.of(
                "", ",\"offer\":{\"offer_id\":\"personal\"}", ",\"at\":1e5", ",\"list\":[[],{\"a\":null}]");
    }

    @Provide
    Arbitrary<String> json() {
        return json(4);
    }

    /** JSON of names and values that mean something, where they mean something and where they don't. */
    private static Arbitrary<String> json(int deep) {
        Arbitrary<String> leaves =
                Arbitraries.of("1", "null", "true", "\"issued\"", "\"x\"", "\"00000000-0000-4000-8000-000000000001\"");
        if (deep == 0) {
            return leaves;
        }
        Arbitrary<String> member = Combinators.combine(
                        Arbitraries.of("type", "event", "user_id", "user", "id", "events", "other"), json(deep - 1))
                .as((name, value) -> "\"" + name + "\":" + value);
        return Arbitraries.frequencyOf(
                Tuple.of(1, leaves),
                Tuple.of(2, joined(json(deep - 1), "[", "]")),
                Tuple.of(4, joined(member, "{", "}")));
    }

    private static Arbitrary<String> joined(Arbitrary<String> parts, String before, String after) {
        return parts.list().ofMaxSize(3).map(list -> before + String.join(",", list) + after);
    }

    private static String list(List<Sent> sent) {
        return "[" + sent.stream().map(Sent::json).collect(Collectors.joining(",")) + "]";
    }

    private static Set<UserId> users(List<Sent> sent) {
        return sent.stream()
                .filter(event -> event.meant() == Purging.class)
                .map(event -> new UserId(event.user()))
                .collect(Collectors.toSet());
    }
}
