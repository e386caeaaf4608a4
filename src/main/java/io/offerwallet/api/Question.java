package io.offerwallet.api;

import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import java.util.Optional;

/** What a request asks for: which wallet, and how it wants to be told. */
interface Question {

    WalletKey key();

    /** The way to show the wallet. */
    Showing showing(boolean stale);

    /** What to say with status 200 when there is nothing to serve; empty if that is an error to whoever asks. */
    Optional<byte[]> nothing(Unavailable why);
}
