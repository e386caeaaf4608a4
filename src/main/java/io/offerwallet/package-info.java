/** The offer-wallet proxy: SessionM offer wallets for Braze Connected Content. */
@NullMarked
package io.offerwallet;

import org.jspecify.annotations.NullMarked;
