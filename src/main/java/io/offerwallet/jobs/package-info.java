/**
 * Work that takes longer than a request: many small items that are carried out one after the other, by whichever process
 * has time, each of them counted once. What the items are is for others to say.
 */
@NullMarked
package io.offerwallet.jobs;

import org.jspecify.annotations.NullMarked;
