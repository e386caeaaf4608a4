@NullMarked
package io.offerwallet.loadtest;

import org.jspecify.annotations.NullMarked;
