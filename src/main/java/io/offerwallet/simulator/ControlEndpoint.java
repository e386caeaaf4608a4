package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/** What tests and demonstrations tell the simulator, and what it tells them. Bad requests change nothing. */
final class ControlEndpoint {
    private final BehaviourInForce behaviours;
    private final Traffic traffic;
    private final UserChanges changes;
    private final SimulatedClock clock;

    ControlEndpoint(BehaviourInForce behaviours, Traffic traffic, UserChanges changes, SimulatedClock clock) {
        this.behaviours = behaviours;
        this.traffic = traffic;
        this.changes = changes;
        this.clock = clock;
    }

    void readBehaviour(RoutingContext context) {
        answer(context, 200, BehaviourJson.write(behaviours.current().behaviour()));
    }

    void changeBehaviour(RoutingContext context) {
        attempt(context, () -> BehaviourJson.write(behaviours.change(body(context))));
    }

    void restoreBehaviour(RoutingContext context) {
        answer(context, 200, BehaviourJson.write(behaviours.restore()));
    }

    void readStats(RoutingContext context) {
        var user = context.request().getParam("user_id");
        attempt(context, () -> user == null ? traffic.stats() : traffic.statsOf(guid(user)));
    }

    void resetStats(RoutingContext context) {
        traffic.reset();
        context.response().setStatusCode(204).end();
    }

    void readUser(RoutingContext context) {
        attempt(context, () -> changes.of(user(context)).write());
    }

    void changeUser(RoutingContext context) {
        attempt(context, () -> {
            var change = UserChange.read(body(context));
            if (!changes.put(user(context), change)) {
                throw new IllegalArgumentException("too many users have been changed; forget some of them first");
            }
            return change.write();
        });
    }

    void forgetUser(RoutingContext context) {
        attempt(context, () -> {
            changes.forget(user(context));
            return UserChange.NOTHING.write();
        });
    }

    void readClock(RoutingContext context) {
        answer(context, 200, ClockJson.write(clock));
    }

    void moveClock(RoutingContext context) {
        attempt(context, () -> {
            ClockJson.move(clock, body(context));
            return ClockJson.write(clock);
        });
    }

    void putBackClock(RoutingContext context) {
        clock.putBack();
        answer(context, 200, ClockJson.write(clock));
    }

    private static ObjectNode body(RoutingContext context) {
        return JsonBody.read(context).orElseThrow(() -> new IllegalArgumentException("the body must be a JSON object"));
    }

    private static UUID user(RoutingContext context) {
        return guid(String.valueOf(context.pathParam("user_id")));
    }

    private static UUID guid(String text) {
        return SpecialUsers.parse(text).orElseThrow(() -> new IllegalArgumentException("user_id must be a GUID"));
    }

    private static void attempt(RoutingContext context, Supplier<ObjectNode> work) {
        ObjectNode json;
        try {
            json = work.get();
        } catch (IllegalArgumentException e) {
            answer(context, 400, JsonNodeFactory.instance.objectNode().put("error", e.getMessage()));
            return;
        }
        answer(context, 200, json);
    }

    private static void answer(RoutingContext context, int status, ObjectNode json) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Exchange.JSON)
                .end(Buffer.buffer(json.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
