package io.offerwallet.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * One event loop for each processor, where Quarkus would have two. Under load the second has nothing to add and takes turns
 * with the first, a slice of the scheduler's time each, which whoever waits for the other one has to wait for.
 *
 * <p>No more than one for each 10 MiB of heap, as Quarkus has it: a process that may use all processors of a large machine
 * needn't have the memory for their buffers. {@code QUARKUS_VERTX_EVENT_LOOPS_POOL_SIZE} says otherwise.
 */
public final class EventLoops implements ConfigSourceFactory {

    static final String SETTING = "quarkus.vertx.event-loops-pool-size";

    /** Below application.properties (250), above what Quarkus noted when it was built. */
    private static final int ORDINAL = 200;

    private static final long HEAP_FOR_EACH = 10L << 20;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Runtime runtime = Runtime.getRuntime();
        int loops = count(runtime.availableProcessors(), runtime.maxMemory());
        return List.of(new PropertiesConfigSource(Map.of(SETTING, Integer.toString(loops)), "event loops", ORDINAL));
    }

    /** @param heap bytes at most */
    static int count(int processors, long heap) {
        return (int) Math.max(1, Math.min(processors, heap / HEAP_FOR_EACH));
    }
}
