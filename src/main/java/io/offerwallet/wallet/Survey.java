package io.offerwallet.wallet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one look at a wallet of SessionM's tells of it, without making objects of it. Immutable. */
public interface Survey {

    /** Whose wallet it is; null if it doesn't say. */
    @Nullable
    String userId();

    /** How many elements its list of offers has. */
    int offers();

    /** How many offers SessionM has, a whole number as it stands there, however long; null if it doesn't say. */
    @Nullable
    String totalRecords();

    /** What of it may be shown at {@code now}, the same array if that is all of it. */
    Unexpired unexpired(Instant now);
}
