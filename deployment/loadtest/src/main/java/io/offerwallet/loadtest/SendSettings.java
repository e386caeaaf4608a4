package io.offerwallet.loadtest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, and what must be true of it.
 *
 * @param proxy its base URL
 * @param braze the credential that wallets are asked for with
 * @param admin the credential that wallets are prewarmed with
 * @param patience how long the proxy, and the simulator, are waited for
 * @param duration from the first call to the last, but for retries
 * @param ramp within which time the rate of calls rises to what it is then
 * @param spread within which time the calls for one recipient come
 * @param simplified the part of recipients whose message asks for the simplified wallet; the others use the drop-in
 * @param get the part of those whose message asks by GET
 * @param limit how many offers a message asks the simplified wallet for
 * @param warm the part of recipients whose wallet is loaded before the send
 * @param simulator the base URL of the simulator that is SessionM
 * @param sessionmRate how often SessionM may be asked in any one second; 0 is not looked at
 * @param sessionmExtraPercent by how many percent of the cold recipients SessionM may be asked more often than there are any
 * @param inTimePercent how many percent of calls must be answered within Braze's limit
 * @param hitsP99Millis what 99 of 100 hits must not exceed
 */
record SendSettings(
        URI proxy,
        Credential braze,
        Credential admin,
        Duration patience,
        int recipients,
        Optional<Path> recipientsFile,
        Duration duration,
        Duration ramp,
        Duration spread,
        CultureMix cultures,
        double simplified,
        double get,
        int limit,
        boolean retry,
        boolean keepConnections,
        long seed,
        double warm,
        Duration prewarmTtl,
        Duration prewarmTimeout,
        Optional<URI> simulator,
        int sessionmRate,
        double sessionmExtraPercent,
        double inTimePercent,
        int hitsP99Millis) {

    private static final int MOST_RECIPIENTS = 10_000_000;
    private static final double LEAST_MINUTES = 0.05;
    private static final double MOST_MINUTES = 24 * 60;

    /** A client's name and secret. */
    record Credential(String client, String secret) {

        /** The value of the header. */
        String authorization() {
            var pair = client + ":" + secret;
            return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return client;
        }
    }

    /**
     * Reads and checks them.
     *
     * @param seed what the recipients are drawn from, if the settings don't say
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    static SendSettings read(UnaryOperator<@Nullable String> properties, Map<String, String> environment, long seed) {
        var read = new SettingsReader(properties, environment);
        var settings = new SendSettings(
                read.url(Setting.PROXY_URL),
                new Credential(read.text(Setting.CLIENT), read.text(Setting.SECRET)),
                new Credential(read.text(Setting.ADMIN_CLIENT), read.text(Setting.ADMIN_SECRET)),
                read.duration(Setting.PATIENCE),
                read.count(Setting.RECIPIENTS, 1, MOST_RECIPIENTS),
                read.optionalText(Setting.RECIPIENTS_FILE).map(Path::of),
                minutes(read.number(Setting.MINUTES, LEAST_MINUTES, MOST_MINUTES)),
                read.duration(Setting.RAMP),
                read.duration(Setting.SPREAD),
                CultureMix.parse(read.raw(Setting.CULTURES)),
                read.number(Setting.SIMPLIFIED, 0, 1),
                read.number(Setting.GET, 0, 1),
                read.count(Setting.LIMIT, 0, 1_000),
                read.flag(Setting.RETRY),
                read.flag(Setting.KEEP_CONNECTIONS),
                read.optionalText(Setting.SEED)
                        .map(given -> (long) read.count(Setting.SEED, 0, 999_999_999))
                        .orElse(seed),
                read.number(Setting.WARM, 0, 1),
                read.duration(Setting.PREWARM_TTL),
                read.duration(Setting.PREWARM_TIMEOUT),
                read.optionalUrl(Setting.SIMULATOR_URL),
                read.count(Setting.SESSIONM_RATE, 0, 1_000_000),
                read.number(Setting.SESSIONM_EXTRA, 0, 1_000),
                read.number(Setting.IN_TIME, 0, 100),
                read.count(Setting.HITS_P99, 1, 2_000));
        settings.refuseWhatDoesNotFit();
        return settings;
    }

    private void refuseWhatDoesNotFit() {
        if (spread.compareTo(duration) > 0) {
            throw SettingsReader.refused(
                    Setting.SPREAD, spread.toSeconds() + "s", "must be no longer than the send takes (minutes)");
        }
        if (ramp.compareTo(duration) >= 0) {
            throw SettingsReader.refused(
                    Setting.RAMP, ramp.toSeconds() + "s", "must be shorter than the send takes (minutes)");
        }
        if (warm > 0 && prewarmTtl.compareTo(duration) < 0) {
            throw SettingsReader.refused(
                    Setting.PREWARM_TTL,
                    prewarmTtl.toSeconds() + "s",
                    "must be as long as the send takes (minutes), or what is warm at its begin is cold at its end");
        }
        if (sessionmRate > 0 && simulator.isEmpty()) {
            throw SettingsReader.refused(
                    Setting.SESSIONM_RATE,
                    Integer.toString(sessionmRate),
                    "must be 0 without simulator.url, because only the simulator tells");
        }
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
