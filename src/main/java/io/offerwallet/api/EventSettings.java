package io.offerwallet.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/**
 * How SessionM's events are understood: what it sends differs between installations. A name may be a path with dots,
 * such as {@code user.id}, into objects within the event.
 */
@ConfigMapping(prefix = "wallet.events")
public interface EventSettings {

    /** Names of the user's id in an event of SessionM's; the first that is there counts. {@code WALLET_EVENTS_USER_ID} */
    @WithDefault("user_id,customer_id,user.id")
    List<String> userId();

    /** Names of an event's type; the first that is there counts. {@code WALLET_EVENTS_TYPE} */
    @WithDefault("event_type,type,event")
    List<String> type();

    /**
     * The types of events that purge their user; others are ignored. Case, and what is neither letter nor digit, don't
     * count: {@code offer.issued} is {@code OFFER_ISSUED}, too. {@code WALLET_EVENTS_PURGE_ON}
     */
    @WithDefault("issued,redeemed,expired,revoked,offer.issued,offer.redeemed,offer.expired,offer.revoked,"
            + "user.offer.issued,user.offer.redeemed,user.offer.expired,user.offer.revoked")
    List<String> purgeOn();

    /** Names of the list of events in a body that isn't an event itself. {@code WALLET_EVENTS_LIST} */
    @WithDefault("events")
    List<String> list();
}
