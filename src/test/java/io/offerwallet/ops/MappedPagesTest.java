package io.offerwallet.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.ops.MappedPages.Range;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MappedPagesTest {

    private static final Path BINARY = Path.of("/app/a-runner");

    @Test
    void findsWhatIsMappedAsItIsInTheFile() {
        assertThat(MappedPages.untouched("""
                        00410000-02209000 r-xp 00010000 fe:00 2146538                            /app/a-runner
                        Size:              31716 kB
                        Rss:               22940 kB
                        Anonymous:             0 kB
                        VmFlags: rd ex mr mw me
                        7fa635400000-7fa636200000 r--p 01e40000 fe:00 2146538                    /app/a-runner
                        Rss:               13568 kB
                        Anonymous:             0 kB
                        """.lines(), BINARY))
                .containsExactly(new Range(0x410000, 0x2209000), new Range(0x7fa635400000L, 0x7fa636200000L));
    }

    /** Relocated constants are protected only after they have been written: nobody else has them. */
    @Test
    void leavesWhatWasWrittenOrMayBe() {
        assertThat(MappedPages.untouched("""
                        02220000-02221000 r--p 01e1f000 fe:00 2146538                            /app/a-runner
                        Rss:                   4 kB
                        Anonymous:             4 kB
                        7fa636200000-7fa63718b000 rw-p 02c40000 fe:00 2146538                    /app/a-runner
                        Rss:               14060 kB
                        Anonymous:             0 kB
                        """.lines(), BINARY)).isEmpty();
    }

    @Test
    void leavesWhatIsNotOfTheFile() {
        assertThat(MappedPages.untouched("""
                        00400000-00405000 r--p 00000000 fe:00 1                                  /app/a-runner
                        Rss:                  20 kB
                        Anonymous:             8 kB
                        7fa637900000-7fa638280000 r--p 00000000 00:00 0
                        Anonymous:             0 kB
                        7fae355d5000-7fae35628000 r--p 0017c000 fe:00 339380                     /usr/lib/libc.so.6
                        Anonymous:             0 kB
                        7fae3566e000-7fae35694000 r-xp 00001000 fe:00 338944                     /app/a-runner (deleted)
                        Anonymous:             0 kB
                        """.lines(), BINARY)).isEqualTo(List.of());
    }
}
