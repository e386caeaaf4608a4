package io.offerwallet.simulator.braze;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What is stored in a workspace for its calls, by name. */
record Credentials(Map<String, String> basic, Map<String, Map<String, String>> headers) {

    Credentials {
        basic = Map.copyOf(basic);
        headers = Map.copyOf(headers);
    }

    static String basicAuthorization(String user, String password) {
        var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    Map<String, String> ofBasicAuth(String name) {
        return Map.of("Authorization", stored(basic, name, ":basic_auth"));
    }

    Map<String, String> ofAuthCredentials(String name) {
        return stored(headers, name, ":auth_credentials");
    }

    private static <T> T stored(Map<String, T> credentials, String name, String option) {
        var credential = credentials.get(name);
        if (credential == null) {
            throw new IllegalArgumentException("%s names no credential of this workspace: %s".formatted(option, name));
        }
        return credential;
    }
}
