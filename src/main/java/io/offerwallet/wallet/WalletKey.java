package io.offerwallet.wallet;

import io.offerwallet.culture.Culture;

/**
 * What a cached wallet is good for: this user, in this culture, in this variant, and for nothing else (P1).
 *
 * @param user whose wallet
 * @param culture the language SessionM is asked in
 * @param variant which part of the wallet
 */
public record WalletKey(UserId user, Culture culture, Variant variant) {

    /** The culture as SessionM spells it, for example {@code fr-CA}. */
    public String cultureTag() {
        return culture.tag();
    }
}
