/**
 * Where wallets are kept for their short life: in memory, bounded by bytes.
 *
 * <p>Freshness is in the entry, not in the cache: Caffeine only bounds the memory and drops what is past its hard limit.
 */
@NullMarked
package io.offerwallet.cache;

import org.jspecify.annotations.NullMarked;
