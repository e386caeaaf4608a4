package io.offerwallet.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Offers have the same names, which needn't be made anew for each. */
class NamesTest {

    private static final int PAIRS = 10_000;

    /** So many pairs that some have one place for both. */
    @Test
    void twoNamesDoNotDriveEachOtherOut() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < PAIRS; i++) {
            String first = name(random);
            String second = name(random) + "_";
            byte[] document = ("{\"" + first + "\":1,\"" + second + "\":2}").getBytes(StandardCharsets.UTF_8);
            List<String> once = names(document);

            assertThat(once).containsExactly(first, second);
            List<String> again = names(document);
            assertThat(again.get(0)).isSameAs(once.get(0));
            assertThat(again.get(1)).isSameAs(once.get(1));
        }
    }

    private static String name(Random random) {
        return random.ints(3 + random.nextInt(20), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<String> names(byte[] document) throws IOException {
        JsonCursor json = JsonCursor.strict(document);
        json.open();
        List<String> names = new ArrayList<>();
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            names.add(name);
            json.skip();
        }
        return names;
    }
}
