package io.offerwallet.wallet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of SessionM's answer at some time (P3).
 *
 * @param body SessionM's bytes, less the offers that had expired; not to be changed
 * @param earliestExpiry when the first of the others does; null if none ever does
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
public record Unexpired(byte[] body, @Nullable Instant earliestExpiry) {}
