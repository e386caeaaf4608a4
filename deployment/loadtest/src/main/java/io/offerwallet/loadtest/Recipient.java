package io.offerwallet.loadtest;

/**
 * Somebody who is sent a message.
 *
 * @param said the culture that Braze knows; it may be blank
 * @param culture the one that the answer must be in
 * @param calls how often the message is rendered
 * @param warm whether the wallet is loaded before the send
 */
record Recipient(String userId, String said, String culture, CallKind kind, int calls, boolean warm) {}
