package io.offerwallet.sessionm;

import io.offerwallet.culture.Culture;
import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What SessionM says in tests, and whom it is asked about. */
final class Answers {

    static final UserId USER = new UserId("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    static final WalletKey WALLET = key(Variant.WHOLE);

    private Answers() {}

    static WalletKey key(Variant variant) {
        return new WalletKey(USER, Culture.of("fr-CA"), variant);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A wallet with these members in its payload beside the user. */
    static byte[] ok(String members) {
        return bytes("{\"status\":\"ok\",\"payload\":{\"user_id\":\"" + USER.value() + "\"" + members + "}}");
    }

    /** A page that holds the offers {@code from} to {@code to}, the latter excluded, of {@code total}. */
    static byte[] offers(int from, int to, long total) {
        return ok(",\"total_records\":" + total + ",\"user_offers\":[" + offerList(from, to) + "]");
    }

    static byte[] error(String message) {
        return bytes("{\"status\":\"error\",\"message\":\"" + message + "\"}");
    }

    static Page page(String body) {
        return page(bytes(body));
    }

    static Page page(byte[] body) {
        return Page.of(body, Envelope.read(body).orElseThrow());
    }

    private static String offerList(int from, int to) {
        return IntStream.range(from, to).mapToObj(id -> "{\"id\":" + id + "}").collect(Collectors.joining(","));
    }
}
