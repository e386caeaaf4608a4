/** Tests of the packaged application, run as its users run it: a process with environment variables and ports. */
@NullMarked
package io.offerwallet.packaged;

import org.jspecify.annotations.NullMarked;
