package io.offerwallet.packaged;

import io.offerwallet.testing.FaultyLink;
import io.offerwallet.testing.RedisServer;
import io.offerwallet.testing.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What goes wrong with SessionM and with Redis, one thing after the other in an order of chance: every fault that the
 * simulator knows, some errors, throttling and slowness, and every way in which Redis or the way to it breaks.
 */
final class Troubles {

    /** A name, and what begins it. */
    private record Trouble(String name, Runnable begins) {}

    private final Simulator sessionm;
    private final RedisServer redis;
    private final List<FaultyLink> links;
    private final Random random;
    private final List<Trouble> ofSessionM = new ArrayList<>();
    private final List<Trouble> ofRedis = new ArrayList<>();
    private int turn;

    Troubles(Simulator sessionm, RedisServer redis, List<FaultyLink> links, Random random) {
        this.sessionm = sessionm;
        this.redis = redis;
        this.links = List.copyOf(links);
        this.random = random;
        faults().forEach(fault -> add("fault " + fault, Map.of("fault", fault)));
        add("errors", Map.of("error_rate", 0.3));
        add("rate limit", Map.of("rate_limit", 5));
        add("slow", Map.of("latency_median_ms", 800, "latency_tail_ms", 4000));
        ofRedis.add(new Trouble("killed", redis::kill));
        ofRedis.add(new Trouble("paused", redis::pause));
        ofRedis.add(new Trouble("reset", () -> links.forEach(FaultyLink::reset)));
        ofRedis.add(new Trouble("slow", () -> links.forEach(link -> link.delay(Duration.ofMillis(200)))));
        ofRedis.add(new Trouble("one cut off", () -> links.get(0).cut()));
        ofRedis.add(new Trouble("one hangs", () -> links.get(links.size() - 1).hang()));
    }

    /** How many turns it takes until everything has gone wrong once. */
    int turns() {
        return 2 * ofSessionM.size();
    }

    /** Begins the next trouble, or, every other time, ends all. Tells what it is. */
    String next() {
        int number = turn++ % turns();
        if (number == 0) {
            Collections.shuffle(ofSessionM, random);
            Collections.shuffle(ofRedis, random);
        }
        if (number % 2 == 1) {
            end();
            return "well";
        }
        Trouble trouble = ofSessionM.get(number / 2);
        trouble.begins.run();
        if (number % 6 != 0) {
            return trouble.name;
        }
        Trouble withRedis = ofRedis.get(number / 6 % ofRedis.size());
        withRedis.begins.run();
        return trouble.name + ", Redis " + withRedis.name;
    }

    /** Makes everything well. */
    void end() {
        sessionm.behaveAgain();
        links.forEach(FaultyLink::restore);
        if (!redis.isAlive()) {
            redis.restart();
        }
        redis.resume();
    }

    private void add(String name, Map<String, ?> behaviour) {
        ofSessionM.add(new Trouble(name, () -> sessionm.behave(behaviour)));
    }

    /** By their names, all that there are: one that is added is part of this at once. */
    private static List<String> faults() {
        try {
            Class<?> faults = Class.forName("io.offerwallet.simulator.Fault");
            List<String> names = new ArrayList<>();
            for (Object fault : faults.getEnumConstants()) {
                names.add(fault.toString().toLowerCase(Locale.ROOT));
            }
            names.remove("none");
            return names;
        } catch (ClassNotFoundException renamed) {
            throw new AssertionError(renamed);
        }
    }
}
