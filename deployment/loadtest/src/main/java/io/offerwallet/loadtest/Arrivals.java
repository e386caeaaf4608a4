package io.offerwallet.loadtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many calls come when: more with every second, until the rate is reached that is kept to the end. Gatling's own ramp of a rate
 * rounds, and then some recipient's last call wouldn't be made.
 */
final class Arrivals {

    /** So many calls, evenly over this time. */
    record Step(int calls, Duration during) {}

    private Arrivals() {}

    /** @param ramp shorter than the whole */
    static List<Step> of(int calls, Duration duration, Duration ramp) {
        long seconds = ramp.toSeconds();
        double whole = duration.toMillis() / 1_000.0;
        // A ramp is as much as its second half at the full rate.
        double rate = calls / (whole - seconds / 2.0);
        List<Step> steps = new ArrayList<>();
        int left = calls;
        for (int second = 0; second < seconds; second++) {
            int some = Math.min(left, (int) Math.round(rate * (second + 0.5) / seconds));
            if (some > 0) {
                steps.add(new Step(some, Duration.ofSeconds(1)));
                left -= some;
            }
        }
        if (left > 0) {
            steps.add(new Step(left, duration.minusSeconds(seconds)));
        }
        return steps;
    }
}
