package io.offerwallet.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.jobs.ItemOutcome.Done;
import io.offerwallet.jobs.ItemOutcome.Failed;
import io.offerwallet.jobs.Job.RefusedRow;
import io.offerwallet.jobs.Job.State;
import io.offerwallet.jobs.JobStore.Claim;
import io.offerwallet.jobs.JobStore.Claimed;
import io.offerwallet.jobs.JobStore.Claimed.Ended;
import io.offerwallet.jobs.JobStore.Claimed.Later;
import io.offerwallet.jobs.JobStore.Claimed.Work;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} does. */
abstract class JobStoreContract {

    private static final JobRequest REQUEST =
            new JobRequest("errand", Optional.empty(), Optional.empty(), Map.of("color", "blue", "size", ""));

    /** The store under test. */
    abstract JobStore store();

    @Test
    void aJobIsFoundWithWhatWasAskedOfIt() {
        String id = begun(REQUEST);

        Job job = job(id);
        assertThat(job.request()).isEqualTo(REQUEST);
        assertThat(job.state()).isEqualTo(State.RECEIVING);
        assertThat(job.durable()).isEqualTo(store().durable());
        assertThat(job.createdAt())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(get(store().open("errand"))).contains(id);
        assertThat(get(store().open("another"))).doesNotContain(id);
    }

    @Test
    void nobodyFindsWhatThereIsNot() {
        String nothing = newId();
        assertThat(get(store().find(nothing))).isEmpty();
        assertThat(get(store().claim(nothing))).isInstanceOf(Ended.class);
        assertThat(get(store().append(nothing, chunk(0, "a")))).isFalse();
        assertThat(get(store().start(nothing))).isFalse();
        assertThat(get(store().end(nothing, State.CANCELLED))).isFalse();
        assertThat(get(store().find(nothing))).isEmpty();
    }

    @Test
    void nothingIsGivenOutBeforeEverythingHasComeIn() {
        String id = begun(REQUEST);
        assertThat(get(store().append(id, chunk(0, "a")))).isTrue();
        assertThat(get(store().claim(id))).isInstanceOf(Later.class);

        assertThat(get(store().start(id))).isTrue();
        assertThat(get(store().start(id))).isFalse();
        assertThat(get(store().append(id, chunk(1, "late")))).isFalse();
        assertThat(job(id).state()).isEqualTo(State.WAITING);
        assertThat(items(claim(id))).containsExactly("a");
        assertThat(job(id).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void chunksAreGivenOutInOrderEachOnce() {
        String id = started(chunk(0, "a", "b"), chunk(1, "c"));

        Claim first = claim(id);
        Claim second = claim(id);

        assertThat(items(first)).containsExactly("a", "b");
        assertThat(items(second)).containsExactly("c");
        assertThat(first.request()).isEqualTo(REQUEST);
        assertThat(get(store().claim(id))).isInstanceOf(Later.class);
    }

    @Test
    void itemsMayBeOfAnyBytes() {
        byte[] odd = new byte[PackedItems.LONGEST_ITEM];
        IntStream.range(0, odd.length).forEach(i -> odd[i] = (byte) (i * 31));
        Chunk chunk = new Chunk(0, PackedItems.pack(List.of(odd, new byte[0])), 2, 1, 0, List.of());

        List<byte[]> items = PackedItems.unpack(claim(started(chunk)).packed());

        assertThat(items).hasSize(2);
        assertThat(items.get(0)).isEqualTo(odd);
        assertThat(items.get(1)).isEmpty();
    }

    @Test
    void aJobIsDoneWhenAllItsChunksAre() {
        String id = started(chunk(0, "a", "b"), chunk(1, "c"));
        Claim first = claim(id);
        Claim second = claim(id);

        assertThat(get(store().done(second, tally(new Done("ok"))))).isTrue();
        assertThat(job(id).state()).isEqualTo(State.RUNNING);
        assertThat(job(id).items().left()).isEqualTo(2);
        assertThat(get(store().done(first, tally(new Done("ok"), new Failed("broken")))))
                .isTrue();

        Job job = job(id);
        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.finishedAt()).isPresent();
        assertThat(job.items()).isEqualTo(new Job.Items(3, 2, 1, Map.of("ok", 2L, "broken", 1L)));
        assertThat(get(store().claim(id))).isInstanceOf(Ended.class);
        assertThat(get(store().open("errand"))).doesNotContain(id);
    }

    @Test
    void aChunkIsCountedOnce() {
        String id = started(chunk(0, "a"), chunk(1, "b"));
        Claim claim = claim(id);

        assertThat(get(store().done(claim, tally(new Done("ok"))))).isTrue();
        assertThat(get(store().done(claim, tally(new Done("ok"))))).isFalse();

        assertThat(job(id).items().done()).isEqualTo(1);
    }

    /** An answer may get lost, and the step be repeated. */
    @Test
    void aChunkThatComesTwiceIsTakenOnce() {
        String id = begun(REQUEST);
        Chunk chunk = new Chunk(0, PackedItems.pack(List.of(new byte[1])), 1, 1, 1, List.of(new RefusedRow(2, "no")));
        assertThat(get(store().append(id, chunk))).isTrue();
        assertThat(get(store().append(id, chunk))).isTrue();

        Job job = job(id);
        assertThat(job.items().total()).isEqualTo(1);
        assertThat(job.rows()).isEqualTo(new Job.Rows(1, 1, List.of(new RefusedRow(2, "no"))));
    }

    @Test
    void refusedRowsAreCountedAndTheFirstToldOf() {
        String id = begun(REQUEST);
        for (int i = 0; i < 3; i++) {
            List<RefusedRow> rows = new ArrayList<>();
            for (int j = 0; j < 40; j++) {
                rows.add(new RefusedRow(40L * i + j, "a reason of several words"));
            }
            get(store().append(id, new Chunk(i, new byte[0], 0, 0, 1000, rows)));
        }

        Job.Rows rows = job(id).rows();
        assertThat(rows.refused()).isEqualTo(3000);
        assertThat(rows.examples()).hasSize(JobStore.MOST_EXAMPLES);
        assertThat(rows.examples().get(99)).isEqualTo(new RefusedRow(99, "a reason of several words"));
    }

    @Test
    void aJobWithoutItemsIsDoneAtOnce() {
        String id = started(new Chunk(0, new byte[0], 0, 0, 7, List.of()));

        assertThat(job(id).state()).isEqualTo(State.DONE);
        assertThat(get(store().claim(id))).isInstanceOf(Ended.class);
    }

    @Test
    void aCancelledJobGivesNothingMoreOutAndCountsNothingMore() {
        String id = started(chunk(0, "a"), chunk(1, "b"));
        Claim claim = claim(id);
        assertThat(get(store().renew(claim))).isTrue();

        assertThat(get(store().end(id, State.CANCELLED))).isTrue();
        assertThat(get(store().end(id, State.FAILED))).isFalse();

        assertThat(get(store().renew(claim))).isFalse();
        assertThat(get(store().done(claim, tally(new Done("ok"))))).isFalse();
        assertThat(get(store().claim(id))).isInstanceOf(Ended.class);
        assertThat(job(id).state()).isEqualTo(State.CANCELLED);
        assertThat(job(id).items().left()).isEqualTo(2);
    }

    @Test
    void nothingIsGivenOutBeforeItsTime() {
        Optional<Instant> later = Optional.of(Instant.now().plusSeconds(3600));
        String id = started(new JobRequest("errand", later, Optional.empty(), Map.of()), chunk(0, "a"));

        assertThat(get(store().claim(id))).isInstanceOf(Later.class);
        assertThat(job(id).state()).isEqualTo(State.WAITING);
        assertThat(job(id).request().notBefore().map(Instant::getEpochSecond))
                .isEqualTo(later.map(Instant::getEpochSecond));
    }

    @Test
    void nothingIsGivenOutAfterTheDeadline() {
        Optional<Instant> past = Optional.of(Instant.now().minusSeconds(1));
        String id = started(new JobRequest("errand", Optional.empty(), past, Map.of()), chunk(0, "a"));

        assertThat(get(store().claim(id))).isInstanceOf(Ended.class);
        assertThat(job(id).state()).isEqualTo(State.EXPIRED);
        assertThat(job(id).items().left()).isEqualTo(1);
    }

    final String started(Chunk... chunks) {
        return started(REQUEST, chunks);
    }

    final String started(JobRequest request, Chunk... chunks) {
        String id = begun(request);
        for (Chunk chunk : chunks) {
            assertThat(get(store().append(id, chunk))).isTrue();
        }
        assertThat(get(store().start(id))).isTrue();
        return id;
    }

    private String begun(JobRequest request) {
        String id = newId();
        get(store().create(id, request));
        return id;
    }

    final Claim claim(String id) {
        return claim(store(), id);
    }

    static Claim claim(JobStore store, String id) {
        Claimed claimed = get(store.claim(id));
        assertThat(claimed).isInstanceOf(Work.class);
        return ((Work) claimed).claim();
    }

    final Job job(String id) {
        return get(store().find(id)).orElseThrow();
    }

    static Chunk chunk(int number, String... items) {
        List<byte[]> bytes =
                List.of(items).stream().map(item -> item.getBytes(UTF_8)).toList();
        return new Chunk(number, PackedItems.pack(bytes), items.length, items.length, 0, List.of());
    }

    static List<String> items(Claim claim) {
        return PackedItems.unpack(claim.packed()).stream()
                .map(item -> new String(item, UTF_8))
                .toList();
    }

    static Tally tally(ItemOutcome... outcomes) {
        Tally tally = new Tally();
        for (ItemOutcome outcome : outcomes) {
            tally.count(outcome);
        }
        return tally;
    }

    static String newId() {
        return "errand-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    static <T> T get(Uni<T> step) {
        return step.await().atMost(Duration.ofSeconds(20));
    }
}
