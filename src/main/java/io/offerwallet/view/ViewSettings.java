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

    /** The largest simplified answer in bytes; offers past it are left out. Braze refuses more than 1 MB. */
    @WithDefault("1000000")
    int maxAnswerBytes();

    /** For each field the names to look under; the first that is present with a usable value wins. */
    interface Fields {

        /** Names of the offer's id. */
        @WithDefault(DefaultNames.OFFER_ID)
        List<String> offerId();

        /** Names of the id of the user's copy of the offer. */
        @WithDefault(DefaultNames.USER_OFFER_ID)
        List<String> userOfferId();

        /** Names of the id of the offer this one was derived from. */
        @WithDefault(DefaultNames.ROOT_OFFER_ID)
        List<String> rootOfferId();

        /** Names of the offer's type. */
        @WithDefault(DefaultNames.TYPE)
        List<String> type();

        /** Names of the short text. */
        @WithDefault(DefaultNames.TITLE)
        List<String> title();

        /** Names of the longer text. */
        @WithDefault(DefaultNames.DESCRIPTION)
        List<String> description();

        /** Names of the terms and conditions. */
        @WithDefault(DefaultNames.TERMS)
        List<String> terms();

        /** Names of the image: a URL, or a medium or list of media with a {@code uri}. */
        @WithDefault(DefaultNames.IMAGE_URL)
        List<String> imageUrl();

        /** Names of the discount's number at the point of sale. */
        @WithDefault(DefaultNames.POS_DISCOUNT_ID)
        List<String> posDiscountId();

        /** Names of the id of the offer's group. */
        @WithDefault(DefaultNames.GROUP_ID)
        List<String> groupId();

        /** Names of the group's name; without one it is looked up by id among the wallet's groups. */
        @WithDefault(DefaultNames.GROUP_NAME)
        List<String> groupName();

        /** Names of the id of the offer's category. */
        @WithDefault(DefaultNames.CATEGORY_ID)
        List<String> categoryId();

        /** Names of the category's name; without one it is looked up by id among the wallet's categories. */
        @WithDefault(DefaultNames.CATEGORY_NAME)
        List<String> categoryName();

        /** Names of the date from which the offer can be redeemed. */
        @WithDefault(DefaultNames.STARTS_AT)
        List<String> startsAt();

        /** Names of the date from which the offer is not shown any more. */
        @WithDefault(DefaultNames.EXPIRES_AT)
        List<String> expiresAt();

        /** Names of the flag that says whether the offer can be redeemed. */
        @WithDefault(DefaultNames.REDEEMABLE)
        List<String> redeemable();
    }
}
