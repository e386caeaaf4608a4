package io.offerwallet.ops;

import io.offerwallet.ops.MappedPages.Range;
import io.quarkus.runtime.ImageMode;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets go, now and then, of the pages of the native binary's file that are mapped. The start reads most of the code and the
 * constants once, and what comes first, or seldom, some more, all in the generous pieces in which the kernel maps files; of that
 * little is used later. What is used comes back from the kernel's cache of the file, without reading the disk.
 */
@Singleton
final class SpentPages {

    private static final Logger LOG = Logger.getLogger(SpentPages.class);

    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    /** By then the start has fetched what it fetches late, and been asked whether it is over. */
    private static final Duration AFTER_START = Duration.ofSeconds(1);

    /** What a round costs is less than a ten-thousandth of it. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(5);

    void letGo(@ObservesAsync HttpServerStart started, Vertx vertx) {
        if (ImageMode.current() == ImageMode.NATIVE_RUN && Files.isReadable(MAPPINGS)) {
            vertx.setPeriodic(
                    AFTER_START.toMillis(), BETWEEN_ROUNDS.toMillis(), now -> vertx.executeBlocking(SpentPages::letGo));
        }
    }

    private static @Nullable Void letGo() {
        try (Stream<String> lines = Files.lines(MAPPINGS)) {
            letGoOf(MappedPages.untouched(lines, Files.readSymbolicLink(EXECUTABLE)));
        } catch (IOException unreadable) {
            // Costs memory, nothing else.
            LOG.debug("The pages that are spent stay.", unreadable);
        }
        return null;
    }

    private static void letGoOf(List<Range> ranges) {
        for (Range range : ranges) {
            if (!MemoryAdvice.dontNeed(range.start(), range.end() - range.start())) {
                LOG.debug("The kernel doesn't take back pages that are spent.");
            }
        }
    }
}
