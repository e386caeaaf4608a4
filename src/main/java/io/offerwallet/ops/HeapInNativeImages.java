package io.offerwallet.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.word.UnsignedWord;

/**
 * Has the collector of a native image come after the start, and keep the memory that the next new objects will be in. The latter is
 * what GraalVM means to do, but in GraalVM 25 its {@code Proportionate} policy goes by an average that it never takes (its
 * {@code onCollectionBegin} doesn't call the one it overrides). So after each collection all of that memory went back to the
 * system, and came again as pages full of zeroes: more than one page fault for each hit.
 */
@TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy")
@SuppressWarnings("NullAway.Init") // The fields are the target's.
final class HeapInNativeImages {

    @Alias
    UnsignedWord edenSize;

    @Alias
    UnsignedWord survivorSize;

    @Alias
    volatile SizeParameters sizes;

    @Alias
    native long gcCount();

    /**
     * Whether there are as many new objects as may be; half as many again before the first collection. A start would
     * just need one otherwise, and copy what it has made while the first request waits.
     */
    @Substitute
    public boolean shouldCollectOnAllocation() {
        if (sizes == null) {
            return false; // It isn't known yet how much memory there is.
        }
        UnsignedWord most = gcCount() == 0 ? edenSize.add(edenSize.unsignedDivide(2)) : edenSize;
        return Heap.getAccounting().getEdenUsedBytes().aboveOrEqual(most);
    }

    /**
     * Bytes: what the next objects will take and a part of what may survive, which most of the time is next to nothing. When more
     * survives, pages come anew for it.
     */
    @Substitute
    public UnsignedWord getMaximumFreeAlignedChunksSize() {
        int part = 4;
        return edenSize.add(survivorSize.unsignedDivide(part));
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy", innerClass = "SizeParameters")
    static final class SizeParameters {}

    @TargetClass(className = "com.oracle.svm.core.genscavenge.HeapImpl")
    static final class Heap {

        @Alias
        static native Accounting getAccounting();
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.HeapAccounting")
    static final class Accounting {

        @Alias
        native UnsignedWord getEdenUsedBytes();
    }
}
