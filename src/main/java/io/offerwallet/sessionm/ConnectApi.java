package io.offerwallet.sessionm;

import io.smallrye.mutiny.Multi;

/** SessionM Connect over HTTP. */
interface ConnectApi {

    /**
     * Asks for a page of a wallet. The answer comes in pieces, so that its size can be bounded; who cancels closes the
     * connection. An answer with a status that isn't 2xx, redirects included, fails with {@link ErrorStatus}, and what goes wrong below HTTP
     * with whatever exception there is.
     */
    Multi<byte[]> getUserOffers(String authorization, byte[] body);
}
