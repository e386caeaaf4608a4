package io.offerwallet.simulator.braze;

import java.net.URI;
import java.util.Map;

/** An HTTP request that a template asks for. */
record Request(String method, URI url, Map<String, String> headers, String body) {
    static final String GET = "GET";
    static final String POST = "POST";

    Request {
        headers = Map.copyOf(headers);
        requireMethod(method);
        requireUrl(url);
    }

    boolean isGet() {
        return method.equals(GET);
    }

    String host() {
        return url.getHost();
    }

    private static void requireMethod(String method) {
        if (!method.equals(GET) && !method.equals(POST)) {
            throw new IllegalArgumentException("Braze calls with GET and POST only, not with " + method);
        }
    }

    /** Nothing else is reached from Braze. */
    private static void requireUrl(URI url) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("a call needs a whole http or https URL and has: " + url);
        }
        int port = url.getPort();
        if (port != -1 && port != 80 && port != 443) {
            throw new IllegalArgumentException("Braze calls ports 80 and 443 only, not " + port);
        }
    }
}
