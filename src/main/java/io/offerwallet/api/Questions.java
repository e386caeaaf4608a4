package io.offerwallet.api;

import io.offerwallet.view.WalletView;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletOutcome.Unavailable;
import io.offerwallet.wallet.WalletReader;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Understands the three calls that ask for a wallet. All of them throw {@link InvalidRequest}. */
@Singleton
final class Questions {

    private final WalletRequestParser walletParser;
    private final DropInRequestParser dropInParser;
    private final WalletReader reader;
    private final WalletView view;
    private final DropInShowing dropInShowing;

    Questions(
            WalletRequestParser walletParser, DropInRequestParser dropInParser, WalletReader reader, WalletView view) {
        this.walletParser = walletParser;
        this.dropInParser = dropInParser;
        this.reader = reader;
        this.view = view;
        this.dropInShowing = new DropInShowing(reader);
    }

    /** For the simplified wallet, by path and query. */
    Question simplified(String userId, @Nullable String query) {
        return new Simplified(walletParser.parse(userId, query));
    }

    /** For the simplified wallet, by the body. */
    Question simplified(byte[] body) {
        return new Simplified(walletParser.parse(body));
    }

    /** For SessionM's own bytes. */
    Question dropIn(byte[] body) {
        return new DropIn(dropInParser.parse(body));
    }

    private final class Simplified implements Question {

        private final WalletRequest request;
        private final WalletKey key;

        Simplified(WalletRequest request) {
            this.request = request;
            this.key = request.key();
        }

        @Override
        public WalletKey key() {
            return key;
        }

        @Override
        public Showing showing(boolean stale) {
            return new SimplifiedShowing(request, stale, reader, view);
        }

        @Override
        public Optional<byte[]> nothing(Unavailable why) {
            return request.options().onError() == OnError.EMPTY
                    ? Optional.of(view.unavailable(
                                    request.user().value(),
                                    request.options().view().locale())
                            .bytes())
                    : Optional.empty();
        }
    }

    private final class DropIn implements Question {

        private final WalletKey key;

        DropIn(WalletKey key) {
            this.key = key;
        }

        @Override
        public WalletKey key() {
            return key;
        }

        @Override
        public Showing showing(boolean stale) {
            return dropInShowing;
        }

        @Override
        public Optional<byte[]> nothing(Unavailable why) {
            return Optional.empty();
        }
    }
}
