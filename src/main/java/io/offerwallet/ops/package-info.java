/** What operators need: start-up checks, metrics, health and the log lines about SessionM. Nothing depends on this room. */
@NullMarked
package io.offerwallet.ops;

import org.jspecify.annotations.NullMarked;
