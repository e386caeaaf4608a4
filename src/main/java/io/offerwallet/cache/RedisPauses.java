package io.offerwallet.cache;

import io.offerwallet.redis.RedisCommands;
import io.offerwallet.redis.RedisTrouble;
import io.offerwallet.redis.Script;
import io.offerwallet.wallet.PauseBoard;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is told of pauses through Redis: a key that is there while the pause lasts, and a message to all when it begins and
 * when it is over. Messages may get lost, so every process looks for the key now and then. Without Redis every process is
 * alone.
 */
final class RedisPauses implements PauseBoard {

    /** Another process finds out at this moment; it will say so when it has. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private static final long MINE = 0;

    /** What makes room comes first: after that, Redis doesn't break off the script even if it is full. */
    private static final Script PAUSE = new Script("""
            redis.call('DEL', KEYS[2])
            redis.call('PUBLISH', ARGV[2], ARGV[3])
            if tonumber(ARGV[1]) > redis.call('PTTL', KEYS[1]) then
              redis.call('SET', KEYS[1], '', 'PX', ARGV[1])
            end
            """);

    /** Gives the milliseconds that the pause goes on; if it is over, 0 to one process and -1 to the others. */
    private static final Script PROBE = new Script("""
            local left = redis.call('PTTL', KEYS[1])
            if left > 0 then
              return left
            end
            return redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) and 0 or -1
            """);

    private static final Script PROBED = new Script("""
            if redis.call('GET', KEYS[2]) == ARGV[1] then
              redis.call('DEL', KEYS[2])
            end
            if ARGV[3] ~= '' then
              redis.call('PUBLISH', ARGV[2], ARGV[3])
            end
            """);

    private final String name;
    private final RedisCommands redis;
    private final List<String> keys;
    private final String channel;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** @param name tells this process from the others */
    RedisPauses(String name, RedisCommands redis, RedisKeys keys) {
        this.name = name;
        this.redis = redis;
        this.keys = keys.pause();
        this.channel = keys.pausesChannel();
    }

    @Override
    public void pause(Duration time) {
        long millis = Math.max(1, time.toMillis());
        send(PAUSE, millis, channel, Message.paused(name, millis));
    }

    @Override
    public Uni<Optional<Duration>> probe(Duration longest) {
        return PROBE.run(redis, keys, name, longest.toMillis())
                .map(RedisPauses::again)
                .onFailure(RedisTrouble.class)
                .recoverWithItem(trouble -> Optional.empty());
    }

    @Override
    public void probed(boolean answers) {
        send(PROBED, name, channel, answers ? Message.over(name) : "");
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Looks for a pause whose message was lost, or came before this process did. */
    void look() {
        redis.send(Request.cmd(Command.PTTL).arg(keys.get(0))).subscribe().with(this::seen, trouble -> {});
    }

    /** A process, this one or another, has told of a pause. */
    void heard(String message) {
        if (!Message.isFrom(name, message)) {
            Optional<Duration> paused = Message.pause(message);
            tell(listener -> paused.ifPresentOrElse(listener::paused, listener::over));
        }
    }

    private void seen(@Nullable Response left) {
        if (left != null && left.toLong() > 0) {
            Duration pause = Duration.ofMillis(left.toLong());
            tell(listener -> listener.paused(pause));
        }
    }

    private void tell(Consumer<Listener> what) {
        listeners.forEach(what);
    }

    private void send(Script script, Object... arguments) {
        script.run(redis, keys, arguments).subscribe().with(done -> {}, trouble -> {});
    }

    private static Optional<Duration> again(@Nullable Response answer) {
        long said = answer == null ? MINE : answer.toLong();
        if (said == MINE) {
            return Optional.empty();
        }
        return Optional.of(said > 0 ? Duration.ofMillis(said) : BETWEEN_LOOKS);
    }

    /** {@code paused <from> <milliseconds>}, {@code over <from>}. */
    static final class Message {

        private static final String PAUSED = "paused ";
        private static final String OVER = "over ";

        private Message() {}

        static boolean is(String message) {
            return message.startsWith(PAUSED) || message.startsWith(OVER);
        }

        static String paused(String from, long millis) {
            return PAUSED + from + ' ' + millis;
        }

        static String over(String from) {
            return OVER + from;
        }

        static boolean isFrom(String name, String message) {
            return message.split(" ", -1)[1].equals(name);
        }

        /** How long it lasts from now on; empty if it is over. */
        static Optional<Duration> pause(String message) {
            return message.startsWith(PAUSED)
                    ? Optional.of(Duration.ofMillis(Long.parseLong(message.split(" ", -1)[2])))
                    : Optional.empty();
        }
    }
}
