package io.offerwallet.cache;

import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.offerwallet.wallet.PurgeUnconfirmed;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells every process of a purge and waits until each has said that it knows, or has lost the lease without which it uses
 * nothing that it holds in memory.
 */
final class PurgeBus {

    /** A message may get lost with the connection that it was to come over. */
    private static final Duration BETWEEN_ANNOUNCEMENTS = Duration.ofMillis(250);

    /** Longer than the lease of a process that died just now. */
    private static final Duration LONGEST = Membership.LEASE.plusMillis(750);

    /** A name that no process has, so that nobody will confirm by it. */
    private static final String NOBODY_KNOWS = "?";

    private static final Script ANNOUNCE =
            new Script("redis.call('PUBLISH', ARGV[1], ARGV[2])\n" + Membership.LIVE_NAMES);

    private final RedisCommands redis;
    private final RedisKeys keys;
    private final Membership membership;
    private final PurgeMarks<String> marks;
    private final LongSupplier nanoClock;

    private final AtomicLong purges = new AtomicLong();
    private final ConcurrentMap<String, Confirmation> waiting = new ConcurrentHashMap<>();

    PurgeBus(
            RedisCommands redis,
            RedisKeys keys,
            Membership membership,
            PurgeMarks<String> marks,
            LongSupplier nanoClock) {
        this.redis = redis;
        this.keys = keys;
        this.membership = membership;
        this.marks = marks;
        this.nanoClock = nanoClock;
    }

    /**
     * Marks the users' generations as purged, here and everywhere. Fails with {@link PurgeUnconfirmed} if that can't be
     * known in time.
     *
     * @param purged the latest purged generation by what the user is known by
     */
    Uni<Void> announce(Map<String, Long> purged) {
        purged.forEach(marks::mark);
        String number = Long.toString(purges.incrementAndGet());
        Confirmation confirmation = new Confirmation();
        waiting.put(number, confirmation);
        return confirmed(message(number, purged), confirmation, nanoClock.getAsLong() + LONGEST.toNanos())
                .onTermination()
                .invoke(() -> waiting.remove(number));
    }

    /** Another process, or this one, has announced a purge. */
    void heardPurge(String message) {
        Purge purge = Purge.read(message);
        purge.purged().forEach(marks::mark);
        if (!purge.from().equals(membership.name())) {
            publish(keys.podChannel(purge.from()), Ack.text(purge.number(), membership.name()));
        }
    }

    /** Another process knows of a purge of ours. */
    void heardAck(String message) {
        String[] parts = message.split(" ", -1);
        Confirmation confirmation = waiting.get(parts[1]);
        if (confirmation != null) {
            confirmation.by(parts[2]);
        }
    }

    private Uni<Void> confirmed(String message, Confirmation confirmation, long until) {
        return ANNOUNCE.run(redis, List.of(keys.pods()), keys.purgesChannel(), message, keys.pod(""))
                .map(membership::others)
                // That one step failed isn't the end: it is told again before long.
                .onFailure(RedisTrouble.class)
                .recoverWithItem(trouble -> Set.of(NOBODY_KNOWS))
                .flatMap(names -> confirmation
                        .byAll(names)
                        .ifNoItem()
                        .after(BETWEEN_ANNOUNCEMENTS)
                        .recoverWithItem(false))
                .flatMap(all -> {
                    if (all) {
                        return Uni.createFrom().voidItem();
                    }
                    return nanoClock.getAsLong() - until < 0
                            ? confirmed(message, confirmation, until)
                            : Uni.createFrom()
                                    .failure(new PurgeUnconfirmed("Not every process has confirmed the purge."));
                });
    }

    private String message(String number, Map<String, Long> purged) {
        return new Purge(membership.name(), number, purged).text();
    }

    private void publish(String channel, String message) {
        redis.send(Request.cmd(Command.PUBLISH).arg(channel).arg(message))
                .subscribe()
                .with(done -> {}, trouble -> {});
    }

    /** Who has confirmed a purge, and who is waited for. */
    private static final class Confirmation {

        private final Set<String> confirmed = new HashSet<>();
        private Set<String> awaited = Set.of();
        private CompletableFuture<Boolean> all = new CompletableFuture<>();

        synchronized Uni<Boolean> byAll(Set<String> names) {
            awaited = names;
            all = new CompletableFuture<>();
            look();
            return Uni.createFrom().completionStage(all);
        }

        synchronized void by(String name) {
            confirmed.add(name);
            look();
        }

        private void look() {
            if (confirmed.containsAll(awaited)) {
                all.complete(true);
            }
        }
    }

    /** {@code purge <from> <number> <user>=<generation> ...}. */
    record Purge(String from, String number, Map<String, Long> purged) {

        private static final int FIRST_USER = 3;

        static boolean is(String message) {
            return message.startsWith("purge ");
        }

        String text() {
            return purged.entrySet().stream()
                    .map(user -> user.getKey() + '=' + user.getValue())
                    .collect(Collectors.joining(" ", "purge " + from + ' ' + number + ' ', ""));
        }

        static Purge read(String message) {
            String[] parts = message.split(" ", -1);
            Map<String, Long> purged = new HashMap<>();
            for (int i = FIRST_USER; i < parts.length; i++) {
                int sign = parts[i].indexOf('=');
                purged.put(parts[i].substring(0, sign), Long.parseLong(parts[i].substring(sign + 1)));
            }
            return new Purge(parts[1], parts[2], purged);
        }
    }

    /** {@code ack <number> <by>}. */
    static final class Ack {

        private Ack() {}

        static boolean is(String message) {
            return message.startsWith("ack ");
        }

        static String text(String number, String by) {
            return "ack " + number + ' ' + by;
        }
    }
}
