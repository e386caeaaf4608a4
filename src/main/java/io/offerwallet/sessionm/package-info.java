/**
 * SessionM's REST APIs behind a gateway: credentials, error classification, circuit breaker, concurrency and paging.
 * What leaves this room are domain values and typed outcomes, never a REST client or an exception.
 */
@NullMarked
package io.offerwallet.sessionm;

import org.jspecify.annotations.NullMarked;
