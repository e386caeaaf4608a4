package io.offerwallet.ops;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads Linux' {@code /proc/<pid>/smaps}. */
final class MappedPages {

    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ \\S+ \\S+\\s*(.*)");
    private static final Pattern NOTHING_WRITTEN = Pattern.compile("Anonymous: +0 kB");

    private MappedPages() {}

    /**
     * A part of the address space.
     *
     * @param start its first address
     * @param end the first address after it
     */
    record Range(long start, long end) {}

    /**
     * What is mapped of a file as it is in the file: it can't be written to, and nothing has been, not even before it was
     * protected. Only of this the kernel has another copy.
     */
    static List<Range> untouched(Stream<String> smaps, Path file) {
        List<Range> untouched = new ArrayList<>();
        @Nullable Range candidate = null;
        for (String line : (Iterable<String>) smaps::iterator) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                boolean ours = mapping.group(4).equals(file.toString());
                boolean writable = mapping.group(3).charAt(1) == 'w';
                candidate = ours && !writable ? new Range(address(mapping.group(1)), address(mapping.group(2))) : null;
            } else if (candidate != null && NOTHING_WRITTEN.matcher(line).matches()) {
                untouched.add(candidate);
            }
        }
        return untouched;
    }

    private static long address(String hex) {
        return Long.parseUnsignedLong(hex, 16);
    }
}
