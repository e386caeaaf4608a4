package io.offerwallet.sessionm;

import io.smallrye.mutiny.Uni;
import java.util.function.BooleanSupplier;

/** SessionM Connect over HTTP. */
interface ConnectApi {

    /**
     * A call that can be sent without delay: its connection is there. Fails with whatever exception there is; who cancels
     * needs no connection any more.
     */
    Uni<Call> open(String authorization);

    /** A call that hasn't been sent. It is either sent, or given up so that another can have its connection. */
    interface Call {

        /**
         * Asks for a page of a wallet; who cancels closes the connection. An answer with a status that isn't 2xx, redirects
         * included, fails with {@link ErrorStatus}, one that is longer than {@code maxBytes}, of which no more is read, with
         * {@link SessionMFailure}, and what goes wrong below HTTP with whatever exception there is.
         *
         * @param inTime asked at the last moment, with nothing left to wait for; if it says no, nothing is sent, the call fails
         *     with {@link NotSent}, and can be sent later
         */
        Uni<byte[]> send(byte[] body, long maxBytes, BooleanSupplier inTime);

        void giveUp();
    }
}
