package io.offerwallet.wallet;

import java.time.Instant;

/**
 * An answer that is ready to be sent.
 *
 * @param bytes the answer; not to be changed
 * @param validUntil from this instant on the answer would be another, though the wallet is the same
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
public record Prepared(byte[] bytes, Instant validUntil) {

    @Override
    public String toString() {
        return "Prepared[" + bytes.length + " bytes, validUntil=" + validUntil + "]";
    }
}
