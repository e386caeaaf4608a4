/**
 * The domain and its policy: what a wallet is, how long it may be shown, and what happens when SessionM can't be asked.
 *
 * <p>Clock, store and upstream are ports declared here and implemented in other rooms; nothing here does I/O.
 */
@NullMarked
package io.offerwallet.wallet;

import org.jspecify.annotations.NullMarked;
