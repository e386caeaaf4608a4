package io.offerwallet.wallet;

import java.util.concurrent.CompletableFuture;

/** Somebody who asked for a wallet. */
record ModelRequest(int process, WalletKey key, CompletableFuture<WalletOutcome> answer) {

    boolean waits() {
        return !answer.isDone();
    }

    static String text(WalletKey key) {
        return key.user().value().substring(28) + ' ' + key.cultureTag() + ' ' + key.variant();
    }

    @Override
    public String toString() {
        return "request of process " + process + " for " + text(key);
    }
}
