/** Wallets that will be asked for soon, loaded before: who they are, as rows of a segment's export, and how each is loaded. */
@NullMarked
package io.offerwallet.prewarm;

import org.jspecify.annotations.NullMarked;
