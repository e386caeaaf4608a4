package io.offerwallet.sessionm;

import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.WalletSettings;
import io.offerwallet.wallet.WalletUpstream;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Puts the gateway together. The start-up check has seen before that what is required is set. */
final class SessionMBeans {

    @Produces
    @Singleton
    WalletUpstream upstream(
            SessionMSettings settings,
            WalletSettings wallet,
            InstantSource clock,
            Vertx vertx,
            Instance<UpstreamListener> listeners) {
        Listeners<UpstreamListener> all = new Listeners<>(listeners);
        ConnectCall connect = new ConnectCall(
                new HttpConnect(
                        vertx,
                        settings.connect(),
                        settings.concurrency(),
                        cause -> all.tell(listener -> listener.connectionBroken(BrokenConnection.reason(cause)))),
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
}
