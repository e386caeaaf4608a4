package io.offerwallet.loadtest;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Clock;
import java.time.Duration;

/**
 * A send: every recipient's message is rendered two or three times within seconds, and every rendering asks the proxy for the
 * recipient's wallet, whether or not the ones before were answered. docs/loadtest.md tells what can be set and what is asserted.
 */
public final class SendSimulation extends Simulation {
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);

    private final SendSettings settings =
            SendSettings.read(System::getProperty, System.getenv(), System.currentTimeMillis() % 1_000_000_000);
    private final Recipients recipients = Recipients.of(settings);
    private final Renderings renderings = new Renderings(recipients, settings);
    private final Tally tally = new Tally();
    private final Verdict verdict =
            new Verdict(settings, tally, settings.simulator().map(SimulatorControl::new), SendSimulation::say);

    /** What Gatling makes one of. */
    public SendSimulation() {
        int calls = Renderings.count(recipients);
        say("%,d recipients, drawn by seed %d, in %s: %,d calls to %s as %s."
                .formatted(
                        recipients.count(),
                        settings.seed(),
                        settings.duration(),
                        calls,
                        settings.proxy(),
                        settings.braze().client()));
        setUp(send().injectOpen(arrivals(calls))
                        .andThen(
                                scenario("after the send").exec(verdict.chain()).injectOpen(atOnceUsers(1))))
                .protocols(protocol())
                .assertions(verdict.assertions());
    }

    /** Loads the wallets that are to be warm; SessionM's calls are counted from then on. */
    @Override
    public void before() {
        new FirstContact(settings, POLL_EVERY).make();
        long warm =
                settings.warm() == 0 ? 0 : new Prewarming(settings, POLL_EVERY, SendSimulation::say).load(recipients);
        verdict.bound(new SessionmBound(Math.max(0, recipients.count() - warm), settings.sessionmExtraPercent()));
        settings.simulator().map(SimulatorControl::new).ifPresent(control -> control.beginAnew(settings.patience()));
    }

    private ScenarioBuilder send() {
        var calls =
                new WalletCalls(settings, new AnswerCheck(settings.simulator().isPresent()));
        var parts = new MessageParts(settings, calls, new HostHealth(Clock.systemUTC()), tally);
        return scenario("send")
                .exec(session -> WalletCalls.with(session, next()))
                .exec(parts.chain());
    }

    private OpenInjectionStep[] arrivals(int calls) {
        return Arrivals.of(calls, settings.duration(), settings.ramp()).stream()
                .map(step -> rampUsers(step.calls()).during(step.during()))
                .toArray(OpenInjectionStep[]::new);
    }

    private Recipient next() {
        synchronized (renderings) {
            return renderings.next();
        }
    }

    /** Nothing is remembered between calls, and nobody else is called. */
    private HttpProtocolBuilder protocol() {
        var protocol = http.baseUrl(settings.proxy().toString())
                .acceptHeader("application/json")
                .disableWarmUp()
                .disableCaching()
                .disableFollowRedirect();
        return settings.keepConnections() ? protocol.shareConnections() : protocol;
    }

    private static void say(String sentence) {
        System.out.println(sentence);
    }
}
