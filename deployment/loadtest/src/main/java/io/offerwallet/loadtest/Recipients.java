package io.offerwallet.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everybody who is sent a message, drawn anew whenever they are looked at: the same number is always the same recipient. */
final class Recipients {
    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private final SendSettings settings;
    private final IntFunction<String> ids;

    private Recipients(SendSettings settings, IntFunction<String> ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * Made up, or those of the file.
     *
     * @throws IllegalArgumentException with a sentence about what is wrong with the file
     */
    static Recipients of(SendSettings settings) {
        if (settings.recipientsFile().isEmpty()) {
            return new Recipients(settings, number -> madeUp(settings.seed(), number));
        }
        var file = settings.recipientsFile().get();
        var listed = read(file);
        if (listed.size() < settings.recipients()) {
            throw SettingsReader.refused(
                    Setting.RECIPIENTS_FILE,
                    file.toString(),
                    "must list as many users as recipients says (%,d), but has %,d"
                            .formatted(settings.recipients(), listed.size()));
        }
        return new Recipients(settings, listed::get);
    }

    int count() {
        return settings.recipients();
    }

    Recipient get(int number) {
        var random = random(settings.seed() ^ ~number);
        var culture = settings.cultures().at(random.nextDouble());
        return new Recipient(
                ids.apply(number),
                culture.said(),
                culture.expected(),
                kind(random.nextDouble(), random.nextDouble()),
                random.nextInt(2, 4),
                random.nextDouble() < settings.warm());
    }

    Stream<Recipient> all() {
        return IntStream.range(0, count()).mapToObj(this::get);
    }

    private CallKind kind(double ofAll, double ofSimplified) {
        if (ofAll >= settings.simplified()) {
            return CallKind.DROP_IN;
        }
        return ofSimplified < settings.get() ? CallKind.GET_WALLET : CallKind.POST_WALLET;
    }

    private static String madeUp(long seed, int number) {
        var random = random(seed + number * 0x1_0000_0001L);
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** Neighbouring seeds begin alike; what is drawn after the first number doesn't. */
    private static SplittableRandom random(long seed) {
        var random = new SplittableRandom(seed);
        return new SplittableRandom(random.nextLong());
    }

    /** The first column of every line that isn't a heading; nobody twice. */
    private static List<String> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "recipients.file (LOADTEST_RECIPIENTS_FILE) can't be read: " + file + ".", unreadable);
        }
        Set<String> seen = new HashSet<>();
        return lines.stream()
                .map(line -> line.split("[,;\t]", 2)[0].strip().replace("\"", ""))
                .filter(id -> GUID.matcher(id).matches())
                .filter(seen::add)
                .toList();
    }
}
