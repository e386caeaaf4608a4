/**
 * The HTTP API: reads requests, asks the flow, and writes answers and errors (RFC 9457 problem details).
 */
@NullMarked
package io.offerwallet.api;

import org.jspecify.annotations.NullMarked;
