package io.offerwallet.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.word.UnsignedWord;

/**
 * Has the collector of a native image keep the memory that the next new objects will be in. That is what GraalVM means to do, but in
 * GraalVM 25 its {@code Proportionate} policy goes by an average that it never takes (its {@code onCollectionBegin} doesn't call
 * the one it overrides). So after each collection all of that memory went back to the system, and came again as pages full
 * of zeroes: more than one page fault for each hit.
 */
@TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy")
@SuppressWarnings("NullAway.Init") // The fields are the target's.
final class HeapInNativeImages {

    @Alias
    UnsignedWord edenSize;

    @Alias
    UnsignedWord survivorSize;

    /**
     * Bytes: what the next objects will take and a part of what may survive, which most of the time is next to nothing. When more
     * survives, pages come anew for it.
     */
    @Substitute
    public UnsignedWord getMaximumFreeAlignedChunksSize() {
        int part = 4;
        return edenSize.add(survivorSize.unsignedDivide(part));
    }
}
