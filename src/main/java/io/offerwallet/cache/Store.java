package io.offerwallet.cache;

import io.offerwallet.wallet.PreparedAnswers;
import io.offerwallet.wallet.WalletStore;

/** What this room is for, in one. */
interface Store extends WalletStore, PreparedAnswers {}
