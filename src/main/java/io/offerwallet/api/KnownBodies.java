package io.offerwallet.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.offerwallet.wallet.UserId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What bodies ask for that have been understood, whoever the user: a send's bodies are the same, byte by byte, but for the user's
 * GUID. That it is the user which stands in its place, and nothing else, is tried out by reading the body with another GUID there.
 * Bodies with escapes are always read, since an escape's end may look like a GUID's beginning. Thread-safe.
 *
 * @param <T> what is asked for, but for the user
 */
final class KnownBodies<T> {

    /** A send has one for each culture and time zone of its recipients. */
    private static final int MOST = 1000;

    /** Bytes; bounds what is held. */
    private static final int LONGEST = 512;

    private static final int MOST_PLACES = 8;

    private static final int GUID_LENGTH = 36;

    private static final UserId STRANGER = new UserId("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0");
    private static final UserId OTHER_STRANGER = new UserId("f0e1d2c3-b4a5-4768-9a8b-7c6d5e4f3a2b");

    private final Cache<Frame, T> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Where the user's GUID has begun in bodies: few places, since few templates write bodies. */
    private final List<Integer> places = new CopyOnWriteArrayList<>();

    /** What a body asks for. */
    record Asked<T>(UserId user, T rest) {}

    /** What stands around the user's GUID, a character for each byte. */
    private record Frame(String before, String after) {

        static Frame of(byte[] body, int place) {
            return new Frame(text(body, 0, place), text(body, place + GUID_LENGTH, body.length));
        }
    }

    /** @param reading depends on nothing but the body; what it throws is thrown, and nothing is remembered */
    Asked<T> of(byte[] body, Function<byte[], Asked<T>> reading) {
        if (body.length > LONGEST) {
            return reading.apply(body);
        }
        return find(body).orElseGet(() -> {
            Asked<T> asked = reading.apply(body);
            learn(body, asked, reading);
            return asked;
        });
    }

    private Optional<Asked<T>> find(byte[] body) {
        for (int place : places) {
            Optional<UserId> user = guid(body, place);
            if (user.isPresent()) {
                @Nullable T rest = known.getIfPresent(Frame.of(body, place));
                if (rest != null) {
                    return Optional.of(new Asked<>(user.get(), rest));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<UserId> guid(byte[] body, int place) {
        return place + GUID_LENGTH <= body.length
                ? UserId.parse(text(body, place, place + GUID_LENGTH))
                : Optional.empty();
    }

    private void learn(byte[] body, Asked<T> asked, Function<byte[], Asked<T>> reading) {
        String text = text(body, 0, body.length).toLowerCase(Locale.ROOT);
        String user = asked.user().value();
        int place = text.indexOf(user);
        boolean plain = text.indexOf('\\') < 0;
        boolean once = place >= 0 && text.indexOf(user, place + 1) < 0;
        if (plain && once && isTheUsers(place, body, asked, reading)) {
            known.put(Frame.of(body, place), asked.rest());
            remember(place);
        }
    }

    private boolean isTheUsers(int place, byte[] body, Asked<T> asked, Function<byte[], Asked<T>> reading) {
        UserId stranger = asked.user().equals(STRANGER) ? OTHER_STRANGER : STRANGER;
        byte[] theirs = body.clone();
        System.arraycopy(stranger.value().getBytes(ISO_8859_1), 0, theirs, place, GUID_LENGTH);
        try {
            return reading.apply(theirs).equals(new Asked<>(stranger, asked.rest()));
        } catch (InvalidRequest somethingElse) {
            return false;
        }
    }

    private synchronized void remember(int place) {
        if (!places.contains(place)) {
            if (places.size() == MOST_PLACES) {
                places.remove(0);
            }
            places.add(place);
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
