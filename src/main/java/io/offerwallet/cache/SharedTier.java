package io.offerwallet.cache;

import io.offerwallet.redis.RedisLinks;
import io.offerwallet.redis.RedisListener;
import io.offerwallet.redis.Subscriber;
import io.offerwallet.wallet.Listeners;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What goes on in the background while processes share a Redis: connections, beats, renewals, messages. */
final class SharedTier {

    private final Vertx vertx;
    private final RedisLinks links;
    private final SharedWalletStore store;
    private final Membership membership;
    private final LoadLeases leases;
    private final PurgeBus bus;
    private final RedisPauses pauses;
    private final Subscriber subscriber;
    private final Listeners<RedisListener> listeners;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean listening = new AtomicBoolean();

    SharedTier(
            Vertx vertx,
            RedisLinks links,
            Redis subscribing,
            RedisKeys keys,
            SharedWalletStore store,
            Membership membership,
            LoadLeases leases,
            PurgeBus bus,
            RedisPauses pauses,
            Listeners<RedisListener> listeners) {
        this.vertx = vertx;
        this.links = links;
        this.store = store;
        this.membership = membership;
        this.leases = leases;
        this.bus = bus;
        this.pauses = pauses;
        this.listeners = listeners;
        this.subscriber = new Subscriber(
                subscribing,
                vertx,
                List.of(keys.purgesChannel(), keys.pausesChannel(), keys.podChannel(membership.name())),
                this::heard,
                membership::deaf);
    }

    SharedWalletStore store() {
        return store;
    }

    RedisPauses pauses() {
        return pauses;
    }

    void open() {
        links.renew();
        subscriber.open();
        every(Membership.BETWEEN_BEATS, this::beat);
        every(leases.betweenLooks(), leases::renew);
    }

    /** The others needn't wait for this process any more, which uses nothing that it holds from now on. */
    void close() {
        closed.set(true);
        membership.leave();
        subscriber.close();
        links.close();
    }

    private void beat() {
        boolean now = membership.listening();
        if (listening.getAndSet(now) != now) {
            listeners.tell(listener -> listener.listening(now));
        }
        links.beat();
        pauses.look();
        if (subscriber.connected()) {
            if (membership.deafForLong()) {
                // Connected, and still it hears nothing: the other end is gone without having said so.
                subscriber.renew();
            }
            membership.beat();
        }
    }

    private void heard(String message) {
        if (Membership.Beat.is(message)) {
            membership.heardBeat(Membership.Beat.sentAt(message));
        } else if (PurgeBus.Purge.is(message)) {
            bus.heardPurge(message);
        } else if (PurgeBus.Ack.is(message)) {
            bus.heardAck(message);
        } else if (Ended.is(message)) {
            leases.heard(message);
        } else if (RedisPauses.Message.is(message)) {
            pauses.heard(message);
        }
    }

    private void every(Duration time, Runnable task) {
        vertx.setPeriodic(time.toMillis(), timer -> {
            if (closed.get()) {
                vertx.cancelTimer(timer);
            } else {
                task.run();
            }
        });
    }
}
