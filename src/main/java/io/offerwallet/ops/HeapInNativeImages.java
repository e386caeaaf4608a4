package io.offerwallet.ops;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;

/**
 * Has the collector of a native image come after the start, keep the memory that the next objects will be in, give new objects
 * time to become garbage, and more memory once there are many old ones. The second and the third are what GraalVM means to do,
 * but its {@code Proportionate} policy doesn't in GraalVM 25. It goes by an average that it never takes (its {@code
 * onCollectionBegin} doesn't call the one it overrides), so after each collection all of the memory of new objects went back to
 * the system, and came again as pages full of zeroes: more than one page fault for each hit. And it counts collections from one
 * where the collector counts from none, so an object could be old after its first.
 */
@TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy")
@SuppressWarnings("NullAway.Init") // The fields are the target's.
final class HeapInNativeImages {

    @Alias
    UnsignedWord edenSize;

    @Alias
    UnsignedWord survivorSize;

    @Alias
    UnsignedWord oldSize;

    @Alias
    int tenuringThreshold;

    @Alias
    volatile SizeParameters sizes;

    @Alias
    native long gcCount();

    @Alias
    static native UnsignedWord alignDown(UnsignedWord size);

    @Alias
    static native UnsignedWord minSpaceSize(UnsignedWord size);

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
     * Bytes: what the next objects will take and a part of what may survive, which most of the time is next to nothing. Once the
     * old objects have been collected, as much as these may take as well. While each miss brings a wallet and drops another they
     * will grow until they are collected again, and while they are, those that are alive are there twice.
     */
    @Substitute
    public UnsignedWord getMaximumFreeAlignedChunksSize() {
        int part = 4;
        UnsignedWord young = edenSize.add(survivorSize.unsignedDivide(part));
        return Collections.getAccounting().getCompleteCollectionCount() > 0 ? young.add(oldSize) : young;
    }

    /** Of what new objects may take, in bytes. */
    private static final class YoungSize {

        /** If nobody says another size: {@code MaxNewSize} in {@code pom.xml}. */
        static final int USUAL = 16 << 20;

        /** At most once there are many old objects, and {@link #PART_OF_HEAP} isn't less. */
        static final int GROWN = 64 << 20;

        static final int PART_OF_HEAP = 8;
        static final int PART_OF_OLD = 2;
        static final int PART_THAT_SURVIVES = 8;
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.ProportionateSpacesPolicy")
    static final class Proportionate {

        /**
         * Sets what new objects may take, and what of it is for those that survive. By the policy's rule, which this is but for the
         * most, new objects have half of what old ones may take. No most is right for all: with few wallets little is enough, but
         * while each miss brings a wallet, little is collected so often that a fifth of the time goes there. Once all of the heap has been
         * collected, there are many old objects.
         */
        @Substitute
        @SuppressWarnings("UnusedMethod") // The target's own calls.
        private void computeNewYoungGenSize() {
            HeapInNativeImages policy = (HeapInNativeImages) (Object) this;
            SizeParameters sizes = policy.sizes;
            UnsignedWord most = sizes.maxYoungSize;
            if (most.equal(YoungSize.USUAL) && Collections.getAccounting().getCompleteCollectionCount() > 0) {
                UnsignedWord partOfHeap = sizes.maxHeapSize.unsignedDivide(YoungSize.PART_OF_HEAP);
                most = Unsigned.clamp(partOfHeap, most, WordFactory.unsigned(YoungSize.GROWN));
            }
            UnsignedWord partOfOld = policy.oldSize.unsignedDivide(YoungSize.PART_OF_OLD);
            UnsignedWord young = Unsigned.clamp(partOfOld, sizes.initialYoungSize(), most);
            policy.survivorSize = HeapInNativeImages.minSpaceSize(
                    HeapInNativeImages.alignDown(young.unsignedDivide(YoungSize.PART_THAT_SURVIVES)));
            policy.edenSize = HeapInNativeImages.minSpaceSize(
                    HeapInNativeImages.alignDown(young.subtract(policy.survivorSize.multiply(2))));
        }

        /**
         * Sets the collection that makes a new object old if it is still there: its third, or its second if much has survived the last
         * one. By the policy's own rule that was its first, so that what requests under way needed was old until all of the heap was
         * collected.
         */
        @Substitute
        @SuppressWarnings("UnusedMethod") // The target's own calls.
        private void adjustDesiredTenuringThreshold() {
            HeapInNativeImages policy = (HeapInNativeImages) (Object) this;
            UnsignedWord expected = policy.survivorSize.unsignedDivide(2);
            boolean many = Heap.getAccounting().getSurvivorUsedBytes().aboveThan(expected);
            policy.tenuringThreshold = many ? 2 : 3;
        }
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.AbstractCollectionPolicy", innerClass = "SizeParameters")
    static final class SizeParameters {

        @Alias
        UnsignedWord maxHeapSize;

        @Alias
        UnsignedWord maxYoungSize;

        @Alias
        native UnsignedWord initialYoungSize();
    }

    @TargetClass(className = "com.oracle.svm.core.util.UnsignedUtils")
    static final class Unsigned {

        @Alias
        static native UnsignedWord clamp(UnsignedWord value, UnsignedWord least, UnsignedWord most);
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.HeapImpl")
    static final class Heap {

        @Alias
        static native Accounting getAccounting();
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.GCImpl")
    static final class Collections {

        @Alias
        static native CollectionAccounting getAccounting();
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.GCAccounting")
    static final class CollectionAccounting {

        @Alias
        native long getCompleteCollectionCount();
    }

    @TargetClass(className = "com.oracle.svm.core.genscavenge.HeapAccounting")
    static final class Accounting {

        @Alias
        native UnsignedWord getEdenUsedBytes();

        @Alias
        native UnsignedWord getSurvivorUsedBytes();
    }
}
