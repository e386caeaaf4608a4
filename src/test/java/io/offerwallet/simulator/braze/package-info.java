/**
 * A Braze to test with: it takes a message template as a marketer would paste it, makes its Connected Content calls over
 * real HTTP under Braze's limits, and renders it for one recipient.
 *
 * <p>{@link io.offerwallet.simulator.braze.Braze} is where to begin. Templates and recipients are values; a workspace
 * remembers what Braze remembers, which is cached answers and the health of hosts. What Braze documents is in the
 * constants of the class that each rule belongs to; where it is silent, that class says what is done here.
 */
@NullMarked
package io.offerwallet.simulator.braze;

import org.jspecify.annotations.NullMarked;
