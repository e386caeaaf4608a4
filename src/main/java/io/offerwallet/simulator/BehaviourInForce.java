package io.offerwallet.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Promise;

/** The behaviour that holds now, and the news of its end. Safe for use by many threads. */
final class BehaviourInForce {
    /** One behaviour and the moment it ends; a pair, so that nobody can wait for the end of another one. */
    record Reign(Behaviour behaviour, Promise<Void> end) {
        private Reign(Behaviour behaviour) {
            this(behaviour, Promise.promise());
        }
    }

    private final Behaviour configured;
    private volatile Reign reign;

    BehaviourInForce(Behaviour configured) {
        this.configured = configured;
        this.reign = new Reign(configured);
    }

    Reign current() {
        return reign;
    }

    /**
     * Changes some fields; even a change to the same values ends the reign before it.
     *
     * @throws IllegalArgumentException if a field is refused; nothing is changed then
     */
    synchronized Behaviour change(ObjectNode changes) {
        return succeed(BehaviourJson.change(reign.behaviour(), changes));
    }

    synchronized Behaviour restore() {
        return succeed(configured);
    }

    private synchronized Behaviour succeed(Behaviour next) {
        var before = reign;
        reign = new Reign(next);
        before.end().complete();
        return next;
    }
}
