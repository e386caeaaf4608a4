package io.offerwallet.wallet;

import io.offerwallet.wallet.FetchOutcome.Failed;

/** What came of loading a wallet ahead of the requests for it. */
public sealed interface PrewarmOutcome {

    /** SessionM was asked, and the wallet is held now. */
    record Loaded() implements PrewarmOutcome {}

    /** SessionM was asked, but nobody holds the wallet: what processes share it in was in trouble. */
    record NotKept() implements PrewarmOutcome {}

    /** It was held already, and will be for about as long as was asked for. */
    record AlreadyHeld() implements PrewarmOutcome {}

    /** SessionM doesn't know the user. */
    record UnknownUser() implements PrewarmOutcome {}

    /** SessionM isn't asked at the moment: this says nothing about the user. */
    record NotNow(Failed why) implements PrewarmOutcome {}

    /** SessionM was asked, and there is no wallet. */
    record Missed(Failed why) implements PrewarmOutcome {}
}
