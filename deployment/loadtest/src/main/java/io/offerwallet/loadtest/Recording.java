package io.offerwallet.loadtest;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.commons.validation.Success;
import io.gatling.core.action.SessionHook;
import io.gatling.core.action.builder.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.Optional;
import java.util.function.Function;
import scala.Option;

/**
 * Puts into the report what has just happened. Gatling names a request before it is sent, so it can't tell hits from misses: calls
 * are silent to it, and recorded here when their answers are known. This uses what is inside of Gatling, of this version.
 */
final class Recording implements io.gatling.javaapi.core.ActionBuilder {
    private final Function<Session, Event> event;

    /** What has ended now, after so much time. */
    record Event(String name, long millis, Optional<String> failure) {}

    private Recording(Function<Session, Event> event) {
        this.event = event;
    }

    static Recording of(Function<Session, Event> event) {
        return new Recording(event);
    }

    @Override
    public ActionBuilder asScala() {
        return (context, next) -> {
            var components = context.coreComponents();
            var engine = components.statsEngine();
            return new SessionHook(
                    session -> {
                        var ended = event.apply(new Session(session));
                        long end = components.clock().nowMillis();
                        long start = end - ended.millis();
                        Status status = ended.failure().isPresent() ? KO$.MODULE$ : OK$.MODULE$;
                        engine.logResponse(
                                session.scenario(),
                                session.groups(),
                                ended.name(),
                                start,
                                end,
                                status,
                                Option.empty(),
                                Option.apply(ended.failure().orElse(null)));
                        var recorded = session.logGroupRequestTimings(start, end);
                        return Success.apply(ended.failure().isPresent() ? recorded.markAsFailed() : recorded);
                    },
                    "recording",
                    engine,
                    next);
        };
    }
}
