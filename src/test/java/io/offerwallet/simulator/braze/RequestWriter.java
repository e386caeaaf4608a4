package io.offerwallet.simulator.braze;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes a request of a tag. Liquid is rendered before anything is understood, so an attribute with a quotation mark breaks
 * the JSON of {@code :headers}; a header that is written there counts more than one of a stored credential.
 *
 * @param liquid renders a part of the tag
 */
record RequestWriter(Credentials credentials, UnaryOperator<String> liquid) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Refuses, with an {@link IllegalArgumentException}, what Braze couldn't call. */
    Request write(CallTag tag) {
        return new Request(
                tag.value(CallTag.Option.METHOD).orElse(Request.GET).toUpperCase(Locale.ROOT),
                URI.create(liquid.apply(tag.url()).strip()),
                headers(tag),
                tag.value(CallTag.Option.BODY).map(liquid).orElse(""));
    }

    private Map<String, String> headers(CallTag tag) {
        Map<String, String> headers = new LinkedHashMap<>();
        tag.value(CallTag.Option.CONTENT_TYPE).ifPresent(type -> headers.put("Content-Type", type));
        tag.value(CallTag.Option.BASIC_AUTH).map(credentials::ofBasicAuth).ifPresent(headers::putAll);
        tag.value(CallTag.Option.AUTH_CREDENTIALS)
                .map(credentials::ofAuthCredentials)
                .ifPresent(headers::putAll);
        tag.value(CallTag.Option.HEADERS).map(liquid).map(RequestWriter::json).ifPresent(written -> written.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText())));
        return headers;
    }

    private static ObjectNode json(String headers) {
        try {
            if (JSON.readTree(headers) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException(":headers isn't JSON: " + headers, notJson);
        }
        throw new IllegalArgumentException(":headers isn't a JSON object: " + headers);
    }
}
