package io.offerwallet.jobs;

import io.offerwallet.jobs.Job.Items;
import io.offerwallet.jobs.Job.RefusedRow;
import io.offerwallet.jobs.Job.Rows;
import io.offerwallet.jobs.Job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A job as the fields of its hash in Redis. */
final class JobFields {

    private static final String OPTION = "option:";
    private static final String OUTCOME = "outcome:";

    private JobFields() {}

    /** What is asked of the job, as names and values by turns. */
    static List<String> written(JobRequest request) {
        List<String> fields = new ArrayList<>(List.of("kind", request.kind()));
        request.notBefore().ifPresent(time -> fields.addAll(List.of("not_before", millis(time))));
        request.deadline().ifPresent(time -> fields.addAll(List.of("deadline", millis(time))));
        request.options().forEach((name, value) -> fields.addAll(List.of(OPTION + name, value)));
        return fields;
    }

    static JobRequest request(Map<String, String> fields) {
        return new JobRequest(
                fields.getOrDefault("kind", ""),
                instant(fields, "not_before"),
                instant(fields, "deadline"),
                named(fields, OPTION));
    }

    /** @param refused lines and reasons, with a blank between them */
    static Job job(String id, Map<String, String> fields, List<String> refused, Instant now) {
        Map<String, Long> outcomes = new HashMap<>();
        named(fields, OUTCOME).forEach((word, count) -> outcomes.put(word, Long.parseLong(count)));
        Items items = new Items(number(fields, "total"), number(fields, "done"), number(fields, "failed"), outcomes);
        return new Job(
                id,
                request(fields),
                State.valueOf(fields.getOrDefault("state", "").toUpperCase(Locale.ROOT)),
                true,
                Instant.ofEpochMilli(number(fields, "created_at")),
                instant(fields, "finished_at"),
                new Rows(
                        number(fields, "accepted"),
                        number(fields, "refused"),
                        refused.stream().map(JobFields::row).toList()),
                items,
                perSecond(fields, items, now));
    }

    /** Since the last look at the pace but one, so that it tells of ten to twenty seconds. */
    private static double perSecond(Map<String, String> fields, Items items, Instant now) {
        boolean early = !fields.containsKey("before_at");
        Instant since = Instant.ofEpochMilli(number(fields, early ? "mark_at" : "before_at"));
        long before = early ? 0 : number(fields, "before_items");
        Instant until = instant(fields, "finished_at").orElse(now);
        return Pace.perSecond(items.done() + items.failed() - before, Duration.between(since, until));
    }

    private static Map<String, String> named(Map<String, String> fields, String prefix) {
        Map<String, String> named = new HashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                named.put(name.substring(prefix.length()), value);
            }
        });
        return named;
    }

    private static RefusedRow row(String text) {
        int blank = text.indexOf(' ');
        return new RefusedRow(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
    }

    private static Optional<Instant> instant(Map<String, String> fields, String name) {
        return fields.containsKey(name) ? Optional.of(Instant.ofEpochMilli(number(fields, name))) : Optional.empty();
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
