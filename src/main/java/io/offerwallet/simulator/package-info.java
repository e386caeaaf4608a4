/**
 * A SessionM to run against when there is none: made-up wallets over HTTP, with latency, limits and faults that can be
 * set while it runs.
 *
 * <p>Nothing here is reachable unless {@code simulator.enabled} is true. The wallet of a user is drawn from the GUID
 * alone, so every process and every run gives the same offers; only dates move, once a day, so that there is always
 * something about to expire. {@link io.offerwallet.simulator.SpecialUsers} lists the GUIDs with a meaning of their own.
 *
 * <p>It uses nothing of the proxy's other rooms: a simulator that shared the proxy's code would share its mistakes.
 */
@NullMarked
package io.offerwallet.simulator;

import org.jspecify.annotations.NullMarked;
