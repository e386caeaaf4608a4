package io.offerwallet.view;

import io.offerwallet.view.ViewSettings.Fields;
import java.util.List;

/** A field of an offer that the view understands, with the names under which SessionM may send it. */
enum OfferField {
    OFFER_ID(DefaultNames.OFFER_ID),
    USER_OFFER_ID(DefaultNames.USER_OFFER_ID),
    ROOT_OFFER_ID(DefaultNames.ROOT_OFFER_ID),
    TYPE(DefaultNames.TYPE),
    TITLE(DefaultNames.TITLE),
    DESCRIPTION(DefaultNames.DESCRIPTION),
    TERMS(DefaultNames.TERMS),
    IMAGE_URL(DefaultNames.IMAGE_URL),
    POS_DISCOUNT_ID(DefaultNames.POS_DISCOUNT_ID),
    GROUP_ID(DefaultNames.GROUP_ID),
    GROUP_NAME(DefaultNames.GROUP_NAME),
    CATEGORY_ID(DefaultNames.CATEGORY_ID),
    CATEGORY_NAME(DefaultNames.CATEGORY_NAME),
    STARTS_AT(DefaultNames.STARTS_AT),
    EXPIRES_AT(DefaultNames.EXPIRES_AT),
    REDEEMABLE(DefaultNames.REDEEMABLE);

    private final String defaultNames;

    OfferField(String defaultNames) {
        this.defaultNames = defaultNames;
    }

    List<String> defaultNames() {
        return List.of(defaultNames.split(",", -1));
    }

    List<String> configuredNames(Fields fields) {
        return switch (this) {
            case OFFER_ID -> fields.offerId();
            case USER_OFFER_ID -> fields.userOfferId();
            case ROOT_OFFER_ID -> fields.rootOfferId();
            case TYPE -> fields.type();
            case TITLE -> fields.title();
            case DESCRIPTION -> fields.description();
            case TERMS -> fields.terms();
            case IMAGE_URL -> fields.imageUrl();
            case POS_DISCOUNT_ID -> fields.posDiscountId();
            case GROUP_ID -> fields.groupId();
            case GROUP_NAME -> fields.groupName();
            case CATEGORY_ID -> fields.categoryId();
            case CATEGORY_NAME -> fields.categoryName();
            case STARTS_AT -> fields.startsAt();
            case EXPIRES_AT -> fields.expiresAt();
            case REDEEMABLE -> fields.redeemable();
        };
    }

    /** The one place of the defaults, for {@link ViewSettings} as well, whose annotations need constants. */
    static final class DefaultNames {
        static final String OFFER_ID = "offer_id";
        static final String USER_OFFER_ID = "id,user_offer_id";
        static final String ROOT_OFFER_ID = "root_offer_id";
        static final String TYPE = "offer_type,type";
        static final String TITLE = "name,title,offer_title";
        static final String DESCRIPTION = "description,short_description,offer_description";
        static final String TERMS = "terms_and_conditions,terms,legal";
        static final String IMAGE_URL = "logo,image_url,media";
        static final String POS_DISCOUNT_ID = "pos_discount_id,discount_id";
        static final String GROUP_ID = "offer_group_id,group_id";
        static final String GROUP_NAME = "offer_group_name,group_name";
        static final String CATEGORY_ID = "offer_category_id,category_id";
        static final String CATEGORY_NAME = "offer_category_name,category_name";
        static final String STARTS_AT = "redemption_start_date,start_date";
        static final String EXPIRES_AT = "expiration_date,redemption_end_date";
        static final String REDEEMABLE = "is_redeemable,redeemable";

        private DefaultNames() {}
    }
}
