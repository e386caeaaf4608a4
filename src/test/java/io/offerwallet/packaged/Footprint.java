package io.offerwallet.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The memory that a pod takes.
 *
 * @param resident bytes of its process
 * @param live bytes of its heap that a collection leaves; of a native binary, bytes in use
 */
record Footprint(long resident, long live) {

    private static final long MIB = 1 << 20;

    /** Collects garbage first, so that what is counted is held. */
    static Footprint of(Pod pod) {
        long pid = pod.process().pid();
        if (!BuiltArtifact.isNative()) {
            collect(pid);
        }
        return new Footprint(resident(pid), heap(pod));
    }

    @Override
    public String toString() {
        return resident / MIB + " MiB resident, " + live / MIB + " MiB of heap";
    }

    private static void collect(long pid) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!jcmd.waitFor(30, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
                throw new AssertionError("No garbage could be collected.");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** By what Linux says of a process. */
    private static long resident(long pid) {
        return Long.parseLong(Container.status(pid, "VmRSS")) * 1024;
    }

    private static long heap(Pod pod) {
        return (long) pod.process()
                .management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
