/** What tests against a running application share: its ports, its clock, and a hand on the simulator. */
@NullMarked
package io.offerwallet.testing;

import org.jspecify.annotations.NullMarked;
