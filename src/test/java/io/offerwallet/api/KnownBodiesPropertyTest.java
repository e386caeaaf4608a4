package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever has read bodies before understands the next as one who hasn't, whatever is a GUID in them. */
class KnownBodiesPropertyTest {

    private static final String RETAILER = "7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11";

    private static final List<String> GUIDS = List.of(
            "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
            "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
            "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0", // that of whoever tries a body out
            "abcdef01-2b1f-4a53-9c55-0b6a1f0f8e11",
            RETAILER);

    private static final Pattern PLACE = Pattern.compile("%[se]");

    private static final Cultures CULTURES =
            new Cultures(Stream.of("en-US", "fr-CA").map(Culture::of).toList(), Map.of());

    @Property(tries = 3000)
    void walletsAreAskedForAlike(@ForAll("bodies") List<byte[]> bodies) {
        WalletRequestParser experienced = new WalletRequestParser(CULTURES);
        assertAlike(bodies, experienced::parse, body -> new WalletRequestParser(CULTURES).parse(body));
    }

    @Property(tries = 3000)
    void theDropInIsAskedAlike(@ForAll("bodies") List<byte[]> bodies) {
        Supplier<DropInRequestParser> parser = () -> new DropInRequestParser(CULTURES, Optional.of(RETAILER));
        DropInRequestParser experienced = parser.get();
        assertAlike(bodies, experienced::parse, body -> parser.get().parse(body));
    }

    private static <T> void assertAlike(
            List<byte[]> bodies, Function<byte[], T> experienced, Function<byte[], T> reading) {
        for (byte[] body : bodies) {
            assertThat(outcome(experienced, body)).as(new String(body, UTF_8)).isEqualTo(outcome(reading, body));
        }
    }

    private static Object outcome(Function<byte[], ?> parser, byte[] body) {
        try {
            return parser.apply(body);
        } catch (InvalidRequest refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** Bodies that differ in their GUIDs only. */
    @Provide
    Arbitrary<List<byte[]>> bodies() {
        Arbitrary<String> member = Arbitraries.of(
                "\"user_id\":\"%s\"",
                "\"user_id\" : \" %s \"",
                "\"user_id\":\"%e\"",
                "\"user_id\":\"\\u003%s\"", // a digit, if the first is one
                "\"user\\u005fid\":\"%s\"",
                "\"category\":\"%s\"",
                "\"group\":\"of %s\"",
                "\"culture\":\"fr-CA\"",
                "\"limit\":2",
                "\"take\":2",
                "\"retailer_id\":\"%s\"",
                "\"campaign\":{\"user_id\":\"%s\"}",
                "\"%s\":1");
        Arbitrary<String> shape =
                member.list().ofMinSize(1).ofMaxSize(4).map(members -> "{" + String.join(",", members) + "}");
        Arbitrary<List<String>> guids = Arbitraries.of(GUIDS).list().ofSize(4);
        return Combinators.combine(shape, guids.list().ofMinSize(2).ofMaxSize(5))
                .as((its, fillings) ->
                        fillings.stream().map(filling -> filled(its, filling)).toList());
    }

    /** A GUID for each place, in order. */
    private static byte[] filled(String shape, List<String> guids) {
        Iterator<String> next = guids.iterator();
        String body = PLACE.matcher(shape).replaceAll(place -> {
            String guid = next.next();
            return Matcher.quoteReplacement(place.group().equals("%s") ? guid : escaped(guid));
        });
        return body.getBytes(UTF_8);
    }

    private static String escaped(String guid) {
        return String.format(Locale.ROOT, "\\u%04x", (int) guid.charAt(0)) + guid.substring(1);
    }
}
