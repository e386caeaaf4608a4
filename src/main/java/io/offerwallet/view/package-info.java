/**
 * What the callers see: reads SessionM's bytes into the domain and writes the two answers, the simplified one for
 * templates and SessionM's own without what has expired.
 *
 * <p>All of it is pure: no I/O and no clock, so that the same input always gives the same bytes.
 */
@NullMarked
package io.offerwallet.view;

import org.jspecify.annotations.NullMarked;
