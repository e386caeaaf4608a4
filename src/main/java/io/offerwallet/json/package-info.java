/** Reads JSON where it lies, for those who must know which bytes a value is. */
@NullMarked
package io.offerwallet.json;

import org.jspecify.annotations.NullMarked;
