package io.offerwallet.simulator.braze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A message as a marketer has written it. Immutable. */
public final class Template {
    private final BrazeLiquid liquid;

    private Template(BrazeLiquid liquid) {
        this.liquid = liquid;
    }

    /** A message of any channel but in-app. A {@code connected_content} tag that can't be understood is refused. */
    public static Template of(String source) {
        return new Template(BrazeLiquid.of(source));
    }

    /** An in-app message, whose calls can't be tried again: a tag with {@code :retry} is refused. */
    public static Template ofInAppMessage(String source) {
        var liquid = BrazeLiquid.of(source);
        if (liquid.calls().stream().anyMatch(call -> call.has(CallTag.Option.RETRY))) {
            throw new IllegalArgumentException("there is no :retry in in-app messages");
        }
        return new Template(liquid);
    }

    /** {@link #of} the content of a file. */
    public static Template read(Path file) {
        return of(content(file));
    }

    /** {@link #ofInAppMessage} the content of a file. */
    public static Template readInAppMessage(Path file) {
        return ofInAppMessage(content(file));
    }

    BrazeLiquid liquid() {
        return liquid;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
