package io.offerwallet.api;

import static io.offerwallet.api.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.api.SessionmEvent.Ignored;
import io.offerwallet.api.SessionmEvent.Purging;
import io.offerwallet.api.SessionmEvent.Refused;
import io.offerwallet.wallet.UserId;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionmEventReaderTest {

    private static final String ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String OTHER_ID = "9b2f7a54-6d0b-4c38-8a55-2f0b1f3c7e10";
    private static final Purging PURGING = new Purging(new UserId(ID));
    private static final String DEEP_IN = "{'event_type':'issued','user_id':'ID','offer':".replace("ID", ID)
            + "{'o':".repeat(20) + "1" + "}".repeat(21);

    private final Events events = new Events();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issued",
                "redeemed",
                "expired",
                "revoked",
                "offer.redeemed",
                "OFFER_REDEEMED",
                "offer_issued",
                "Offer Expired",
                "offer-revoked",
                "offerRevoked",
                "offer/issued",
                "offer:issued",
                "user_offer.redeemed",
                "UserOfferExpired",
                " issued "
            })
    void anOfferEventPurgesHoweverItsTypeIsSpelt(String type) {
        assertThat(events.read(event(type, ID)).events()).containsExactly(PURGING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tier.changed", "offer", "reissued", "issued2", "offer.issued.again", "is sued?!x", "-", "42"})
    void anEventOfAnotherTypeIsIgnored(String type) {
        assertThat(events.read(event(type, ID)).events()).containsExactly(new Ignored());
    }

    @Test
    void anIgnoredEventNeedsNoUser() {
        assertThat(events.read("{'type':'tier.changed'}").events()).containsExactly(new Ignored());
        assertThat(events.read("{'type':'tier.changed','user_id':'nobody'}").events())
                .containsExactly(new Ignored());
        assertThat(events.read("{'type':17,'user_id':'nobody'}").events()).containsExactly(new Ignored());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event_type':'issued','user_id':'ID'}",
                "{'type':'issued','customer_id':'ID'}",
                "{'event':'issued','user':{'id':'ID','name':'x'}}",
                "{'event_type':'issued','user_id':' ID '}",
                "{'event_type':null,'type':'','event':'issued','user_id':null,'customer_id':' ','user':{'id':'ID'}}",
                "{'event_type':{'type':'expired'},'type':'issued','user_id':['x'],'customer_id':'ID'}",
                "{'event_type':'issued','user_id':'ID','events':'none','offers':[{'user_id':'x'}]}",
                "{'event_type':'issued','type':'manual_fulfillment','user_id':'ID','customer_id':'OTHER'}"
            })
    void theFirstNameThatHasAValueCounts(String json) {
        EventBatch batch = events.read(json.replace("ID", ID).replace("OTHER", OTHER_ID));

        assertThat(batch.events()).containsExactly(PURGING);
        assertThat(batch.refusal()).isEmpty();
    }

    @Test
    void whatElseIsInAnEventDoesNotMatterHoweverDeep() {
        assertThat(events.read(DEEP_IN).events()).containsExactly(PURGING);
    }

    @Test
    void aUserIdIsReadInEitherCase() {
        assertThat(events.read("{'type':'issued','user_id':'3F2504E0-4F89-41D3-9A0C-0305E82C3301'}")
                        .users())
                .containsExactly(new UserId(ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                | event_type",
                "{'user_id':'ID'}                                  | event_type",
                "{'event_type':'','user_id':'ID'}                  | event_type",
                "{'event_type':['issued'],'user_id':'ID'}          | event_type",
                "{'type':'issued'}                                 | user_id",
                "{'type':'issued','user_id':null}                  | user_id",
                "{'type':'issued','user_id':['ID']}                | user_id",
                "{'type':'issued','user_id':'nobody'}              | user_id",
                "{'type':'issued','user_id':4711}                  | user_id",
                "{'type':'issued','customer_id':'nobody'}          | customer_id",
                "{'type':'issued','user':{'id':'nobody'}}          | user.id",
                "{'type':'issued','user':'ID'}                     | user_id",
                // The first that is there counts: a second would be somebody else's guess at who is meant.
                "{'type':'issued','user_id':'x','customer_id':'ID'}| user_id",
                "[{}]                                              | [0].event_type",
                "{'events':[{}]}                                   | events[0].event_type",
                "{'events':[1]}                                    | events[0]",
                "[[]]                                              | [0]",
                "{'events':{'type':'issued','user_id':'ID'}}       | event_type"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String json, String field) {
        EventBatch batch = events.read(json.replace("ID", ID));

        assertThat(batch.events()).singleElement().isInstanceOf(Refused.class);
        assertThat(batch.users()).isEmpty();
        assertThat(batch.refusal().orElseThrow().field()).contains(field);
    }

    @Test
    void aRefusalSaysWhereAValueIsLookedFor() {
        assertThat(events.read("{'user_id':'ID'}").refusal().orElseThrow().detail())
                .isEqualTo("The event has no type, which is looked for as: event_type, type, event.");
        assertThat(events.read("{'type':'issued'}").refusal().orElseThrow().detail())
                .isEqualTo("The event has no user id, which is looked for as: user_id, customer_id, user.id.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "{'events':[%s]}", "{'id':'1','type':'issued','events':[%s]}"})
    void aListIsReadEventByEvent(String list) {
        String good = event("issued", ID);
        EventBatch batch = events.read(
                list.formatted(good + "," + event("tier.changed", ID) + ",{}," + event("expired", OTHER_ID) + ",5"));

        assertThat(batch.events()).hasSize(5);
        assertThat(batch.users()).containsExactlyInAnyOrder(new UserId(ID), new UserId(OTHER_ID));
        assertThat(batch.count(Purging.class)).isEqualTo(2);
        assertThat(batch.count(Ignored.class)).isEqualTo(1);
        assertThat(batch.count(Refused.class)).isEqualTo(2);
        Problem refusal = batch.refusal().orElseThrow();
        assertThat(refusal.field().orElseThrow()).endsWith("[2].event_type");
        assertThat(refusal.detail())
                .endsWith("Refused: 2 of 5 events, counted from 0: 2, 4. The others were carried out.");
    }

    @Test
    void aLongListOfRefusalsIsCutShort() {
        String bad = String.join(",", Collections.nCopies(100, "{}"));
        assertThat(events.read("[" + bad + "]").refusal().orElseThrow().detail())
                .contains("100 of 100 events")
                .contains(" 18, 19 and more.")
                .doesNotContain("20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{'events':[]}"})
    void anEmptyListIsNothing(String json) {
        EventBatch batch = events.read(json);

        assertThat(batch.events()).isEmpty();
        assertThat(batch.refusal()).isEmpty();
    }

    @Test
    void namesAndTypesAreWhatIsConfigured() {
        Events own = new Events(
                "user-id", "data.member.guid", "type", "data.kind", "purge-on", "Coupon Lost", "list", "payload.items");
        String event = "{'data':{'kind':'COUPON_LOST','member':{'guid':'ID'}}}".replace("ID", ID);

        assertThat(own.read(event).events()).containsExactly(PURGING);
        assertThat(own.read("{'payload':{'items':[" + event + "]}}").events()).containsExactly(PURGING);
        assertThat(own.read("{'data':{'kind':'issued','member':{'guid':'x'}}}").events())
                .containsExactly(new Ignored());
        assertThat(own.read("{'data':{'kind':'coupon.lost'}}")
                        .refusal()
                        .orElseThrow()
                        .field())
                .contains("data.member.guid");
        assertThat(own.read("{'payload':{'items':[{}]}}")
                        .refusal()
                        .orElseThrow()
                        .field())
                .contains("payload.items[0].data.kind");
    }

    @ParameterizedTest
    @CsvSource({
        "user-id, user..id, WALLET_EVENTS_USER_ID",
        "user-id, .id, WALLET_EVENTS_USER_ID",
        "type, event., WALLET_EVENTS_TYPE",
        "list, ., WALLET_EVENTS_LIST",
        "purge-on, '...', WALLET_EVENTS_PURGE_ON"
    })
    void aNameThatCouldNeverFitIsRefusedByItsSetting(String setting, String value, String variable) {
        assertThatThrownBy(() -> Events.names(setting, "good," + value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable)
                .hasMessageContaining(value);
    }
}
