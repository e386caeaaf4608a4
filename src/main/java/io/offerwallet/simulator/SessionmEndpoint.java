package io.offerwallet.simulator;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;

/** Answers {@code get_user_offers}: counts the call, lets the behaviour in force have its way, then judges and answers. */
final class SessionmEndpoint {
    private final Vertx vertx;
    private final BehaviourInForce behaviours;
    private final Traffic traffic;
    private final UserChanges changes;
    private final CallCheck check;
    private final Wallets wallets;
    private final InstantSource clock;
    private final RateLimit rateLimit = new RateLimit(System::nanoTime);
    private final FaultyAnswers faultyAnswers;

    SessionmEndpoint(
            Vertx vertx,
            BehaviourInForce behaviours,
            Traffic traffic,
            UserChanges changes,
            CallCheck check,
            Wallets wallets,
            InstantSource clock) {
        this.vertx = vertx;
        this.behaviours = behaviours;
        this.traffic = traffic;
        this.changes = changes;
        this.check = check;
        this.wallets = wallets;
        this.clock = clock;
        this.faultyAnswers = new FaultyAnswers(vertx, wallets);
    }

    void handle(RoutingContext context) {
        var reign = behaviours.current();
        var call = read(context);
        var exchange = new Exchange(context, traffic.arrive(call.user(), call.culture(), caller(context)));
        context.addEndHandler(ended -> exchange.call().abandoned());
        var asked = asked(call);
        if (reign.behaviour().fault() == Fault.HOLD) {
            var waiting = vertx.getOrCreateContext();
            reign.end().future().onComplete(ended -> waiting.runOnContext(released -> answer(exchange, asked)));
            return;
        }
        behave(exchange, asked, reign.behaviour());
    }

    /**
     * The user's change is read when the call arrives and not when it is answered: an answer on its way while something
     * changes tells of the time before, and callers have to live with that.
     */
    private Asked asked(WalletCall call) {
        return new Asked(
                check.judge(call),
                call.user().map(changes::of).orElse(UserChange.NOTHING),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private void behave(Exchange exchange, Asked asked, Behaviour behaviour) {
        var random = ThreadLocalRandom.current();
        if (behaviour.fault() == Fault.NONE && !rateLimit.admits(behaviour.rateLimit())) {
            exchange.throttle(behaviour.retryAfterSeconds());
            return;
        }
        boolean fails = random.nextDouble() < behaviour.errorRate();
        long latency = Latency.drawMillis(behaviour.latencyMedian(), behaviour.latencyTail(), random);
        after(latency, () -> {
            if (behaviour.fault() != Fault.NONE) {
                faultyAnswers.answer(exchange, asked, behaviour);
            } else if (fails) {
                exchange.refuse(500, "internal", "Internal error");
            } else {
                answer(exchange, asked);
            }
        });
    }

    private void answer(Exchange exchange, Asked asked) {
        asked.answer(exchange, query -> exchange.answer(wallets.answer(query, asked)));
    }

    private void after(long millis, Runnable then) {
        if (millis <= 0) {
            then.run();
        } else {
            vertx.setTimer(millis, elapsed -> then.run());
        }
    }

    /** Tells connections apart: no two that are open at once have the same address at the other end. */
    private static String caller(RoutingContext context) {
        return String.valueOf(context.request().remoteAddress());
    }

    private static WalletCall read(RoutingContext context) {
        var headers = context.request().headers();
        return new WalletCall(headers.get("Authorization"), headers.get("Content-Type"), JsonBody.read(context));
    }
}
