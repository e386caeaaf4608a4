package io.offerwallet.api;

import io.offerwallet.culture.Culture;
import io.offerwallet.view.ViewOptions;

/**
 * What a caller may choose of the simplified wallet, whoever's it is.
 *
 * @param culture in which culture SessionM is asked and the answer is written
 * @param view how it is shown
 * @param onError what to answer when there is nothing to serve
 */
record WalletOptions(Culture culture, ViewOptions view, OnError onError) {}
