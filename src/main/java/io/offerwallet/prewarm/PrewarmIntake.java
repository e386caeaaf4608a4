package io.offerwallet.prewarm;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.jobs.Job;
import io.offerwallet.jobs.JobDraft;
import io.offerwallet.jobs.JobRequest;
import io.offerwallet.jobs.Jobs;
import io.offerwallet.jobs.JobsUnavailable;
import io.offerwallet.wallet.UserId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Makes jobs of users whose wallets are to be loaded. Blocks while it reads them. */
@Singleton
public final class PrewarmIntake {

    /** Each of them keeps a thread busy; others are free for what is more urgent. */
    private static final int MOST_AT_ONCE = 4;

    private final Jobs jobs;
    private final Cultures cultures;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    PrewarmIntake(Jobs jobs, Cultures cultures) {
        this.jobs = jobs;
        this.cultures = cultures;
    }

    /** So many jobs are coming in that this one must come later. */
    public static final class Busy extends RuntimeException {
        Busy() {
            super(MOST_AT_ONCE + " jobs are coming in already.", null, false, false);
        }
    }

    /**
     * Reads the rows to their end and gives the job, which is carried out from then on. Rows that can't be understood are told of
     * in it. Nothing of it is carried out if this fails.
     *
     * @throws IOException when the rows break off
     * @throws JobsUnavailable when the job can't be kept
     * @throws Busy when too many come in at once
     */
    public Job receive(PrewarmWish wish, Rows rows) throws IOException {
        if (!places.tryAcquire()) {
            throw new Busy();
        }
        try {
            JobRequest request = new JobRequest(
                    PrewarmKind.NAME,
                    wish.notBefore(),
                    wish.deadline(),
                    PrewarmKind.options(wish.calls(), wish.ttl(), cultures.configured()));
            return receive(wish, rows, jobs.begin(request).await().indefinitely());
        } finally {
            places.release();
        }
    }

    private Job receive(PrewarmWish wish, Rows rows, JobDraft draft) throws IOException {
        boolean whole = false;
        try {
            boolean wanted = true;
            for (Row row = rows.next(); row != null && wanted; row = rows.next()) {
                take(row, wish, draft);
                if (draft.full()) {
                    wanted = draft.keep().await().indefinitely();
                }
            }
            Job job = draft.finish().await().indefinitely();
            whole = true;
            return job;
        } finally {
            if (!whole) {
                draft.abandon().subscribe().with(done -> {}, trouble -> {});
            }
        }
    }

    private void take(Row row, PrewarmWish wish, JobDraft draft) {
        if (row instanceof Row.Unreadable unreadable) {
            draft.refuse(unreadable.line(), unreadable.reason());
            return;
        }
        Row.User given = (Row.User) row;
        if (given.userId() == null || given.userId().isBlank()) {
            draft.refuse(given.line(), "The row has no user id.");
            return;
        }
        Optional<UserId> user = UserId.parse(given.userId().strip());
        if (user.isEmpty()) {
            draft.refuse(given.line(), "The user id is no GUID.");
            return;
        }
        List<Culture> wanted = given.culture() == null || given.culture().isBlank()
                ? wish.cultures()
                : List.of(cultures.resolve(given.culture().strip()));
        draft.accept(wanted.stream()
                .map(culture ->
                        new PrewarmItem(user.get(), cultures.configured().indexOf(culture)).bytes())
                .toList());
    }
}
