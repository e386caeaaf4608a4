package io.offerwallet.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** More ways from name to name than are remembered, by several threads: each finds what its own documents say. */
    @Test
    void threadsThatRememberTheSameNamesFindTheirOwn() {
        List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> findTheirOwn(new Random(seed))))
                .toList();
        assertThat(threads).allSatisfy(thread -> assertThat(thread).succeedsWithin(Duration.ofSeconds(60)));
    }

    @Test
    void namesThatAreDataTakeLittleRoom() throws IOException {
        NameTree tree = new NameTree();
        Name ninth = tree.root;
        for (int i = 0; i < 9; i++) {
            ninth = tree.add(tree.root, scanned("name " + i));
            assertThat(ninth.known).isEqualTo(i < 8);
        }
        assertThat(tree.add(ninth, scanned("below")).known).isFalse();
        assertThat(tree.inside(ninth).known).isFalse();
        assertThat(tree.add(tree.inside(tree.root), scanned("n".repeat(65))).known)
                .isFalse();
        assertThat(tree.add(tree.inside(tree.root), scanned("n".repeat(64))).known)
                .isTrue();
    }

    @Test
    void aTreeThatIsFullIsLeft() throws IOException {
        NameTree tree = NameTree.latest();
        Name last = tree.root;
        for (int i = 0; i < 1024; i++) {
            last = tree.add(last, scanned("name " + i));
        }
        assertThat(tree.add(last, scanned("one more")).known).isFalse();
        assertThat(NameTree.latest()).isNotSameAs(tree);
    }

    private static StringScan scanned(String name) throws IOException {
        StringScan scan = new StringScan((name + "\"").getBytes(StandardCharsets.UTF_8));
        scan.scan(0);
        return scan;
    }

    private static void findTheirOwn(Random random) {
        for (int i = 0; i < 30_000; i++) {
            List<String> names = IntStream.range(0, random.nextInt(6))
                    .mapToObj(place -> "name " + (char) ('a' + random.nextInt(12)))
                    .toList();
            String json = names.stream().map(name -> "\"" + name + "\":{}").collect(Collectors.joining(",", "{", "}"));
            byte[] document = json.getBytes(StandardCharsets.UTF_8);
            if (Set.copyOf(names).size() == names.size()) {
                assertThatCode(() -> assertThat(names(document)).isEqualTo(names))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> names(document)).hasMessageContaining("twice");
            }
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
