package io.offerwallet.sessionm;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.WalletSettings;
import io.offerwallet.wallet.WalletUpstream;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Puts the gateway together. The start-up check has seen before that what is required is set. */
final class SessionMBeans {

    @Produces
    @Singleton
    WalletUpstream upstream(
            SessionMSettings settings,
            WalletSettings wallet,
            InstantSource clock,
            Instance<UpstreamListener> listeners) {
        Listeners<UpstreamListener> all = new Listeners<>(listeners);
        ConnectCall connect = new ConnectCall(
                api(settings),
                Authorization.of(settings.connect().authorization().orElseThrow()),
                settings.connect().timeout(),
                settings.maxResponseBytes().asLongValue(),
                Pattern.compile(settings.unknownUserPattern(), Pattern.CASE_INSENSITIVE));
        SessionMGuard guard = new SessionMGuard(
                settings.concurrency(),
                wallet.maxWaiting(),
                settings.breaker(),
                open -> all.tell(listener -> listener.breakerOpen(open)));
        SessionMGateway.Shape shape = new SessionMGateway.Shape(
                settings.retailerId().orElseThrow(),
                settings.pageSize(),
                settings.maxPages(),
                settings.retryMinTimeLeft());
        return new SessionMGateway(connect, guard, shape, clock, all);
    }

    private static ConnectApi api(SessionMSettings settings) {
        URI url = settings.connect().url().orElseThrow();
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(url)
                .connectTimeout(settings.connect().connectionTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.connect().timeout().toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.concurrency())
                .property(QuarkusRestClientProperties.KEEP_ALIVE_ENABLED, true)
                .property(QuarkusRestClientProperties.NAME, SessionMGuard.BREAKER)
                .build(ConnectApi.class);
    }
}
