package io.offerwallet.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.Job.State;
import io.offerwallet.jobs.JobStore.Claimed.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryJobsTest extends JobStoreContract {

    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final JobRequest REQUEST = new JobRequest("errand", Optional.empty(), Optional.empty(), Map.of());

    private Instant now = Instant.now();
    private final MemoryJobs store = new MemoryJobs(() -> now, KEPT_FOR, 200_000);

    @Override
    JobStore store() {
        return store;
    }

    @Test
    void whatWaitsIsBounded() {
        String id = newId();
        get(store.create(id, REQUEST));
        get(store.append(id, new Chunk(0, new byte[150_000], 1, 1, 0, List.of())));
        Chunk tooMuch = new Chunk(1, new byte[60_000], 1, 1, 0, List.of());

        assertThatThrownBy(() -> get(store.append(id, tooMuch)))
                .isInstanceOf(JobsUnavailable.class)
                .hasMessageContaining("JOBS_MEMORY");

        get(store.end(id, State.FAILED));
        get(store.create("errand-0000000000000001", REQUEST));
        assertThat(get(store.append("errand-0000000000000001", new Chunk(0, new byte[150_000], 1, 1, 0, List.of()))))
                .isTrue();
    }

    @Test
    void whatEndedIsToldOfForAWhile() {
        String id = started(chunk(0, "a"));
        get(store.done(claim(id), tally(new Done("ok"))));
        now = now.plus(KEPT_FOR);
        assertThat(get(store.find(id))).isPresent();

        now = now.plusMillis(1);

        assertThat(get(store.find(id))).isEmpty();
    }

    @Test
    void aJobWhoseItemsDoNotComeInHasFailed() {
        String id = newId();
        get(store.create(id, REQUEST));
        now = now.plus(JobStore.LONGEST_SILENCE);

        assertThat(get(store.claim(id))).isInstanceOf(Ended.class);
        assertThat(job(id).state()).isEqualTo(State.FAILED);
    }

    @Test
    void thePaceIsThatOfTheLastTenToTwentySeconds() {
        String id = started(chunk(0, "a"), chunk(1, "b"), chunk(2, "c", "d", "e"), chunk(3, "f"));
        JobStore.Claim first = claim(id);
        goOn(5);
        get(store.done(first, tally(new Done("ok"))));
        assertThat(job(id).perSecond()).isEqualTo(0.2);
        goOn(5);
        get(store.done(claim(id), tally(new Done("ok"))));
        goOn(10);
        get(store.done(claim(id), tally(new Done("ok"), new Done("ok"), new Done("ok"))));

        assertThat(job(id).perSecond()).isEqualTo(0.3);
        assertThat(job(id).estimatedFinish(now)).contains(now.plusMillis(3333));
    }

    private void goOn(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
