/** Tests of the scripts that build the application. */
@NullMarked
package io.offerwallet.build;

import org.jspecify.annotations.NullMarked;
