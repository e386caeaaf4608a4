package io.offerwallet.loadtest;

import java.util.Locale;

/**
 * What can be said about a send: a system property, or else an environment variable, or else the default. The table in
 * docs/loadtest.md tells what each means.
 */
enum Setting {
    PROXY_URL("http://localhost:8080"),
    CLIENT("braze"),
    SECRET("demo"),
    PATIENCE("60s"),
    RECIPIENTS("1000"),
    RECIPIENTS_FILE(""),
    MINUTES("1"),
    RAMP("10s"),
    SPREAD("5s"),
    CULTURES(
            "en:en-US=30,en-US=10,fr:fr-FR=15,fr-FR=5,fr_CA:fr-CA=5,de:de-DE=15,es:es-ES=5,pt_BR:pt-BR=5,ja:ja-JP=5,:en-US=5"),
    SIMPLIFIED("0.8"),
    GET("0.2"),
    LIMIT("3"),
    RETRY("true"),
    KEEP_CONNECTIONS("true"),
    SEED(""),
    WARM("0"),
    ADMIN_CLIENT("admin"),
    ADMIN_SECRET("demo"),
    PREWARM_TTL("10m"),
    PREWARM_TIMEOUT("30m"),
    SIMULATOR_URL(""),
    SESSIONM_RATE("0"),
    SESSIONM_EXTRA("1"),
    IN_TIME("99.9"),
    HITS_P99("50");

    private static final String PREFIX = "LOADTEST_";

    private final String defaultValue;

    Setting(String defaultValue) {
        this.defaultValue = defaultValue;
    }

    /** The system property: {@code proxy.url}. */
    String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** The environment variable: {@code LOADTEST_PROXY_URL}. */
    String variable() {
        return PREFIX + name();
    }

    /** As text; empty is none. */
    String defaultValue() {
        return defaultValue;
    }
}
