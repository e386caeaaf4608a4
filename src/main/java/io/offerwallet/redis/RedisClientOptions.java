package io.offerwallet.redis;

import io.offerwallet.security.CaCertificates;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.net.TrustOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes Quarkus' Redis clients what {@link RedisSettings} say: one for commands, one to subscribe with. */
@Singleton
public final class RedisClientOptions implements RedisOptionsCustomizer {

    /** The name of the client that subscribes; the other has none. */
    public static final String SUBSCRIBING = "subscribing";

    /** Beats come more often than this, so a connection that hears nothing for so long hangs. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** More commands than can ever be parked on one connection; the line in front of it is bounded by the requests. */
    private static final int COMMANDS_UNDER_WAY = 32_768;

    /** While a connection is renewed there are two. */
    private static final int CONNECTIONS_BESIDE = 4;

    private final RedisSettings settings;

    RedisClientOptions(RedisSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        if (!RedisSettings.present(settings)) {
            return;
        }
        options.setEndpoints(RedisBeans.hosts(settings).stream()
                        .map(this::withCredential)
                        .toList())
                .setType(type())
                .setMaxPoolSize(2 * settings.connections() + CONNECTIONS_BESIDE)
                .setMaxPoolWaiting(2 * settings.connections() + CONNECTIONS_BESIDE)
                .setMaxWaitingHandlers(COMMANDS_UNDER_WAY)
                // Sentinels mostly have no password, and refuse a greeting with one in a way the client never hears of.
                .setProtocolNegotiation(settings.masterName().isEmpty());
        settings.masterName().ifPresent(options::setMasterName);
        settings.password().ifPresent(options::setPassword);
        var net = options.getNetClientOptions()
                .setConnectTimeout((int) settings.connectionTimeout().toMillis())
                .setTcpNoDelay(true)
                .setHostnameVerificationAlgorithm("HTTPS");
        if (!clientName.equals(SUBSCRIBING)) {
            net.setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout((int) LONGEST_SILENCE.toMillis());
        }
        settings.caCertificates()
                .map(files -> CaCertificates.read("REDIS_CA_CERTIFICATES", files))
                .map(TrustOptions::wrap)
                .ifPresent(net::setTrustOptions);
    }

    private RedisClientType type() {
        if (settings.hosts().isEmpty()) {
            return RedisClientType.STANDALONE;
        }
        return settings.masterName().isPresent() ? RedisClientType.SENTINEL : RedisClientType.CLUSTER;
    }

    /** The client takes a user's name from the address only. */
    private String withCredential(URI host) {
        if (settings.username().isEmpty()) {
            return host.toString();
        }
        String credential = encoded(settings.username().get())
                + ':'
                + encoded(settings.password().orElse(""));
        return host.getScheme() + "://" + credential + '@' + host.getRawAuthority()
                + (host.getRawPath() == null ? "" : host.getRawPath());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
