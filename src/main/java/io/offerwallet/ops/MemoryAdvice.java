package io.offerwallet.ops;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/** What is said to Linux of memory that is mapped. In the native image only: a JVM doesn't even have the types. */
final class MemoryAdvice {

    /** Linux' {@code MADV_DONTNEED}. */
    private static final int DONT_NEED = 4;

    private MemoryAdvice() {}

    /** Lets go of pages that can be had again; whether Linux has taken them. */
    static boolean dontNeed(long start, long length) {
        return madvise(WordFactory.pointer(start), WordFactory.unsigned(length), DONT_NEED) == 0;
    }

    /** Of the C library. */
    @CFunction(transition = CFunction.Transition.NO_TRANSITION)
    private static native int madvise(PointerBase start, UnsignedWord length, int advice);
}
