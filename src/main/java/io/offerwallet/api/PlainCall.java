package io.offerwallet.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The calls for a wallet that can be told by method, path and a few headers, and need nothing weighed: the answer's type is
 * certain to be wanted, and a body, where there must be one, is JSON. Whatever else asks for a wallet is for the resources.
 */
enum PlainCall {
    /** {@code GET} of a wallet, the user in the path and options in the query. */
    BY_PATH(WalletResource.ONE),
    /** {@code POST} of a body that tells user and options. */
    BY_BODY(WalletResource.PATH),
    /** {@code POST} of what SessionM itself would be asked. */
    DROP_IN(DropInResource.PATH);

    private static final String ONE_WALLET = WalletResource.PATH + "/";
    private static final String JSON = "application/json";

    private final String route;

    PlainCall(String route) {
        this.route = route;
    }

    /** Empty if it is no such call. */
    static Optional<PlainCall> of(String method, String path, HeaderLookup headers) {
        boolean byPath = path.startsWith(ONE_WALLET);
        boolean dropIn = path.equals(DropInResource.PATH);
        if (!(byPath || dropIn || path.equals(WalletResource.PATH)) || !takesJson(headers)) {
            return Optional.empty();
        }
        if (byPath) {
            return method.equals("GET") && !RequestBody.isAnnounced(headers) ? Optional.of(BY_PATH) : Optional.empty();
        }
        boolean plain = method.equals("POST") && JSON.equals(headers.get(HttpHeaderNames.CONTENT_TYPE));
        return plain ? Optional.of(dropIn ? DROP_IN : BY_BODY) : Optional.empty();
    }

    /** What is called, as a template without values. */
    String route() {
        return route;
    }

    /** The user of a call {@link #BY_PATH}, as it stands in the path. */
    static String userIn(String path) {
        return path.substring(ONE_WALLET.length());
    }

    private static boolean takesJson(HeaderLookup headers) {
        @Nullable String accept = headers.get(HttpHeaderNames.ACCEPT);
        return accept == null || accept.equals("*/*") || accept.equals(JSON);
    }
}
