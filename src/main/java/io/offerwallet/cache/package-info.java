/**
 * Where wallets are kept for their short life: in memory, bounded by bytes.
 *
 * <p>Freshness is in the entry, not in the memory, which only drops what is past its hard limit, and what came first when it is full.
 */
@NullMarked
package io.offerwallet.cache;

import org.jspecify.annotations.NullMarked;
