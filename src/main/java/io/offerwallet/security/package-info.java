/**
 * Who is calling and what they may do: named clients, their secrets and roles, and secrets mounted as files.
 */
@NullMarked
package io.offerwallet.security;

import org.jspecify.annotations.NullMarked;
