package io.offerwallet.sessionm;

import io.offerwallet.wallet.CallBudget;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.PauseBoard;
import io.offerwallet.wallet.PrewarmSettings;
import io.offerwallet.wallet.Timers;
import io.offerwallet.wallet.WalletReader;
import io.offerwallet.wallet.WalletSettings;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Puts the gateway together. The start-up check has seen before that what is required is set. */
final class SessionMBeans {

    @Produces
    @Singleton
    SessionMGuard guard(
            SessionMSettings settings,
            WalletSettings wallet,
            PrewarmSettings prewarm,
            CallBudget.Source budgets,
            PauseBoard pauses,
            Timers timers,
            Instance<UpstreamListener> listeners) {
        Listeners<UpstreamListener> all = new Listeners<>(listeners);
        Clearance clearance = BudgetTerms.of(settings, prewarm.budgetPart())
                .map(terms -> line(budgets.of(terms), timers, all))
                .orElse(Clearance.FREE);
        Standstill standstill = new Standstill(
                StandstillTimes.of(settings),
                new FailureWindow(
                        settings.breaker().window(), settings.breaker().failureRatio()),
                pauses,
                clearance::turnAway,
                System::nanoTime,
                all);
        pauses.listen(standstill);
        Shedding shedding = new Shedding(new CallTimes(settings.concurrency(), System::nanoTime), clearance, all);
        Places places = new Places(settings.concurrency(), wallet.maxWaiting(), prewarm.budgetPart(), System::nanoTime);
        return new SessionMGuard(places, shedding, standstill, clearance);
    }

    void close(@Disposes SessionMGuard guard) {
        guard.close();
    }

    @Produces
    @Singleton
    SessionMGateway upstream(
            SessionMSettings settings,
            SessionMGuard guard,
            WalletReader reader,
            InstantSource clock,
            Timers timers,
            Vertx vertx,
            Instance<UpstreamListener> listeners) {
        Listeners<UpstreamListener> all = new Listeners<>(listeners);
        ConnectCall connect = new ConnectCall(
                new HttpConnect(
                        vertx,
                        settings.connect(),
                        settings.concurrency(),
                        cause -> all.tell(listener -> listener.connectionBroken(BrokenConnection.reason(cause)))),
                reader,
                guard.clearance(),
                Authorization.of(settings.connect().authorization().orElseThrow()),
                settings.connect().timeout(),
                settings.maxResponseBytes().asLongValue(),
                Pattern.compile(settings.unknownUserPattern(), Pattern.CASE_INSENSITIVE),
                clock,
                timers);
        SessionMGateway.Shape shape = new SessionMGateway.Shape(
                settings.retailerId().orElseThrow(),
                settings.pageSize(),
                settings.maxPages(),
                settings.retryMinTimeLeft());
        return new SessionMGateway(connect, guard, shape, clock, all);
    }

    private static Clearance line(CallBudget budget, Timers timers, Listeners<UpstreamListener> listeners) {
        CallLine line = new CallLine(budget, timers, System::nanoTime, listeners);
        line.open();
        return line;
    }
}
