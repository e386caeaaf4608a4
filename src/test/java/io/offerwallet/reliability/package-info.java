/** What Braze gets when what the proxy depends on breaks. */
@NullMarked
package io.offerwallet.reliability;

import org.jspecify.annotations.NullMarked;
