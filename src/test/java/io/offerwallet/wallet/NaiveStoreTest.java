package io.offerwallet.wallet;

/** The oracle keeps the contract that it stands for. */
class NaiveStoreTest extends WalletStoreContract {

    private final NaiveStore store = new NaiveStore();

    @Override
    protected WalletStore store() {
        return store;
    }
}
