package io.offerwallet.prewarm;

import io.offerwallet.culture.Culture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for, the users apart.
 *
 * @param calls which calls the wallets are for
 * @param cultures those of a row that names none
 * @param ttl how long each wallet is to be served
 * @param notBefore nothing is loaded earlier
 * @param deadline nothing is loaded later
 */
public record PrewarmWish(
        Calls calls, List<Culture> cultures, Duration ttl, Optional<Instant> notBefore, Optional<Instant> deadline) {

    /** The calls at send time. They ask SessionM in different ways, so what is loaded for the ones is of no use for the others. */
    public enum Calls {
        /** The small, localized wallet. */
        SIMPLIFIED,
        /** SessionM's own call through the proxy, as its documentation has it: the first 1,000 offers. */
        DROP_IN
    }

    public PrewarmWish {
        cultures = List.copyOf(cultures);
    }
}
