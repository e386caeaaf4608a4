package io.offerwallet.view;

import io.offerwallet.view.OfferField.DefaultNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** How SessionM's offers are understood and how large an answer may get. */
@ConfigMapping(prefix = "wallet")
public interface ViewSettings {

    /** Under which names SessionM sends each field of an offer. */
    Fields fields();

    /**
     * The largest simplified answer in bytes; offers past it are left out. Braze refuses more than 1 MB.
     * {@code WALLET_MAX_ANSWER_BYTES}
     */
    @WithDefault("1000000")
    int maxAnswerBytes();

    /** For each field the names to look under; the first that is present with a usable value wins. */
    interface Fields {

        /** Names of the offer's id. {@code WALLET_FIELDS_OFFER_ID} */
        @WithDefault(DefaultNames.OFFER_ID)
        List<String> offerId();

        /** Names of the id of the user's copy of the offer. {@code WALLET_FIELDS_USER_OFFER_ID} */
        @WithDefault(DefaultNames.USER_OFFER_ID)
        List<String> userOfferId();

        /** Names of the id of the offer this one was derived from. {@code WALLET_FIELDS_ROOT_OFFER_ID} */
        @WithDefault(DefaultNames.ROOT_OFFER_ID)
        List<String> rootOfferId();

        /** Names of the offer's type. {@code WALLET_FIELDS_TYPE} */
        @WithDefault(DefaultNames.TYPE)
        List<String> type();

        /** Names of the short text. {@code WALLET_FIELDS_TITLE} */
        @WithDefault(DefaultNames.TITLE)
        List<String> title();

        /** Names of the longer text. {@code WALLET_FIELDS_DESCRIPTION} */
        @WithDefault(DefaultNames.DESCRIPTION)
        List<String> description();

        /** Names of the terms and conditions. {@code WALLET_FIELDS_TERMS} */
        @WithDefault(DefaultNames.TERMS)
        List<String> terms();

        /**
         * Names of the image: a URL, or a medium or list of media with a {@code uri}. {@code WALLET_FIELDS_IMAGE_URL}
         */
        @WithDefault(DefaultNames.IMAGE_URL)
        List<String> imageUrl();

        /** Names of the discount's number at the point of sale. {@code WALLET_FIELDS_POS_DISCOUNT_ID} */
        @WithDefault(DefaultNames.POS_DISCOUNT_ID)
        List<String> posDiscountId();

        /** Names of the id of the offer's group. {@code WALLET_FIELDS_GROUP_ID} */
        @WithDefault(DefaultNames.GROUP_ID)
        List<String> groupId();

        /**
         * Names of the group's name; without one it is looked up by id among the wallet's groups.
         * {@code WALLET_FIELDS_GROUP_NAME}
         */
        @WithDefault(DefaultNames.GROUP_NAME)
        List<String> groupName();

        /** Names of the id of the offer's category. {@code WALLET_FIELDS_CATEGORY_ID} */
        @WithDefault(DefaultNames.CATEGORY_ID)
        List<String> categoryId();

        /**
         * Names of the category's name; without one it is looked up by id among the wallet's categories.
         * {@code WALLET_FIELDS_CATEGORY_NAME}
         */
        @WithDefault(DefaultNames.CATEGORY_NAME)
        List<String> categoryName();

        /** Names of the date from which the offer can be redeemed. {@code WALLET_FIELDS_STARTS_AT} */
        @WithDefault(DefaultNames.STARTS_AT)
        List<String> startsAt();

        /** Names of the date from which the offer is not shown any more. {@code WALLET_FIELDS_EXPIRES_AT} */
        @WithDefault(DefaultNames.EXPIRES_AT)
        List<String> expiresAt();

        /** Names of the flag that says whether the offer can be redeemed. {@code WALLET_FIELDS_REDEEMABLE} */
        @WithDefault(DefaultNames.REDEEMABLE)
        List<String> redeemable();
    }
}
