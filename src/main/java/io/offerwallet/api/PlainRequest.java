package io.offerwallet.api;

import io.netty.handler.codec.http.HttpRequest;

/** A plain call as it came from the connection, without its body. */
record PlainRequest(PlainCall call, HttpRequest request, Arrival arrival) {}
