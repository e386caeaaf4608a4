package io.offerwallet.wallet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads any text but none as a wallet without offers. What follows a number sign in it has expired; an exclamation mark at its beginning is a bug. */
final class TextReader implements WalletReader {

    @Override
    public Optional<Wallet> read(byte[] body) {
        return body.length == 0 ? Optional.empty() : Optional.of(new Wallet(null, null, 0, List.of()));
    }

    @Override
    public Optional<Survey> survey(byte[] body) {
        return read(body).map(wallet -> {
            String text = new String(body, StandardCharsets.UTF_8);
            if (text.startsWith("!")) {
                throw new IllegalStateException(text);
            }
            byte[] left = text.replaceFirst("#.*", "").getBytes(StandardCharsets.UTF_8);
            return new ScriptedSurvey(now -> new Unexpired(left, null));
        });
    }
}
