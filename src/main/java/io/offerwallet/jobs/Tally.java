package io.offerwallet.jobs;

import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.ItemOutcome.Failed;
import java.util.Map;
import java.util.TreeMap;

/** How the items of a chunk ended. Not thread-safe. */
final class Tally {

    private final Map<String, Integer> words = new TreeMap<>();
    private int done;
    private int failed;

    void count(ItemOutcome outcome) {
        if (outcome instanceof Done ended) {
            done++;
            words.merge(ended.word(), 1, Integer::sum);
        } else if (outcome instanceof Failed ended) {
            failed++;
            words.merge(ended.word(), 1, Integer::sum);
        }
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    Map<String, Integer> words() {
        return Map.copyOf(words);
    }
}
