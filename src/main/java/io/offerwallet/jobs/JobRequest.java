package io.offerwallet.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a job, its items apart.
 *
 * @param kind the name of its {@link JobKind}
 * @param notBefore no item is carried out earlier
 * @param deadline no item is begun later: what is left then is given up
 * @param options whatever its kind must know
 */
public record JobRequest(
        String kind, Optional<Instant> notBefore, Optional<Instant> deadline, Map<String, String> options) {

    public JobRequest {
        options = Map.copyOf(options);
        if (notBefore.isPresent() && deadline.isPresent() && !notBefore.get().isBefore(deadline.get())) {
            throw new IllegalArgumentException("A job's deadline must be later than its not-before.");
        }
    }
}
