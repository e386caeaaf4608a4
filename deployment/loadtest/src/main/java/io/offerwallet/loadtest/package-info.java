/**
 * A send as Braze makes it, in Gatling: {@link io.offerwallet.loadtest.SendSimulation} is where to begin. What doesn't touch
 * Gatling is in classes of its own, which are tested without it.
 */
@NullMarked
package io.offerwallet.loadtest;

import org.jspecify.annotations.NullMarked;
