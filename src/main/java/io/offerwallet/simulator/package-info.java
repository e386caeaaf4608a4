/**
 * A SessionM to run against when there is none: made-up wallets over HTTP, with latency, limits and faults that can be
 * set while it runs.
 *
 * <p>Nothing here is reachable unless {@code simulator.enabled} is true. The wallet of a user is drawn from the GUID
 * alone, so every process and every run gives the same offers; only dates move, once a day, so that there is always
 * something about to expire. {@link io.offerwallet.simulator.SpecialUsers} lists the GUIDs with a meaning of their own.
 *
 * <p>Below {@code /simulator/sessionm}:
 *
 * <ul>
 *   <li>{@code POST /offers/api/2.0/offers/get_user_offers} is SessionM's own;
 *   <li>{@code GET}, {@code PUT} and {@code DELETE /behaviour} read, change and restore how it answers; a change takes any
 *       of {@code latency_median_ms}, {@code latency_tail_ms}, {@code error_rate}, {@code rate_limit}, {@code fault} and
 *       {@code retry_after_seconds};
 *   <li>{@code GET /stats}, with {@code ?user_id=} for one user, and {@code DELETE /stats} read and reset the counts of
 *       calls;
 *   <li>{@code GET}, {@code PUT} and {@code DELETE /users/{user_id}} read, set and forget what has happened to a user:
 *       {@code revision}, {@code offers}, {@code revoked_offer_ids}, {@code available_points}, {@code offer_fields}.
 * </ul>
 *
 * <p>It uses nothing of the proxy's other rooms: a simulator that shared the proxy's code would share its mistakes.
 */
@NullMarked
package io.offerwallet.simulator;

import org.jspecify.annotations.NullMarked;
