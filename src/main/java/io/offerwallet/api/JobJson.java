package io.offerwallet.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.offerwallet.jobs.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A job as callers see it. */
final class JobJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final double TENTHS = 10;

    private JobJson() {}

    static byte[] of(Job job, Instant now) {
        var out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", job.id());
            json.writeStringField("kind", job.request().kind());
            json.writeStringField("state", job.state().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("durable", job.durable());
            if (!job.durable()) {
                json.writeStringField("note", "Without Redis a job ends with the process that took it.");
            }
            time(json, "created_at", Optional.of(job.createdAt()));
            time(json, "not_before", job.request().notBefore());
            time(json, "deadline", job.request().deadline());
            time(json, "finished_at", job.finishedAt());
            rows(json, job.rows());
            items(json, job.items());
            json.writeNumberField("per_second", Math.round(job.perSecond() * TENTHS) / TENTHS);
            time(json, "estimated_finish", job.estimatedFinish(now));
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void rows(JsonGenerator json, Job.Rows rows) throws IOException {
        json.writeObjectFieldStart("rows");
        json.writeNumberField("accepted", rows.accepted());
        json.writeNumberField("refused", rows.refused());
        json.writeEndObject();
        json.writeArrayFieldStart("refused_rows");
        for (Job.RefusedRow row : rows.examples()) {
            json.writeStartObject();
            json.writeNumberField("line", row.line());
            json.writeStringField("reason", row.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void items(JsonGenerator json, Job.Items items) throws IOException {
        json.writeObjectFieldStart("items");
        json.writeNumberField("total", items.total());
        json.writeNumberField("done", items.done());
        json.writeNumberField("failed", items.failed());
        json.writeNumberField("left", items.left());
        json.writeObjectFieldStart("outcomes");
        for (Map.Entry<String, Long> outcome : new TreeMap<>(items.outcomes()).entrySet()) {
            json.writeNumberField(outcome.getKey(), outcome.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(
                    name, time.get().truncatedTo(ChronoUnit.MILLIS).toString());
        } else {
            json.writeNullField(name);
        }
    }
}
