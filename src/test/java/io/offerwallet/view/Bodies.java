package io.offerwallet.view;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies as SessionM sends them. */
final class Bodies {

    private Bodies() {}

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** A wallet with these offers, and these further fields of the payload in front of them. */
    static byte[] wallet(String payloadFields, List<String> offers) {
        return bytes("{\"status\":\"ok\",\"payload\":{" + payloadFields + (payloadFields.isEmpty() ? "" : ",")
                + "\"user_offers\":[" + String.join(",", offers) + "]}}");
    }

    static byte[] wallet(String... offers) {
        return wallet("", List.of(offers));
    }
}
