/**
 * How Redis is talked to: connections that renew themselves, commands with a time limit and behind a breaker, scripts,
 * messages. What is kept there is for others to say.
 */
@NullMarked
package io.offerwallet.redis;

import org.jspecify.annotations.NullMarked;
