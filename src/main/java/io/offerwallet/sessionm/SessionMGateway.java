package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Pages.Page;
import io.offerwallet.wallet.Afterwards;
import io.offerwallet.wallet.Deadline;
import io.offerwallet.wallet.Failure;
import io.offerwallet.wallet.FetchOutcome;
import io.offerwallet.wallet.FetchOutcome.Failed;
import io.offerwallet.wallet.FetchOutcome.Fetched;
import io.offerwallet.wallet.FetchOutcome.UserUnknown;
import io.offerwallet.wallet.Listeners;
import io.offerwallet.wallet.SpareCapacity;
import io.offerwallet.wallet.Trace;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletUpstream;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks SessionM Connect for wallets: in line, behind a breaker, page by page, with at most one second try. */
final class SessionMGateway implements WalletUpstream, SpareCapacity {

    private final ConnectCall connect;
    private final SessionMGuard guard;
    private final Shape shape;
    private final InstantSource clock;
    private final Listeners<UpstreamListener> listeners;

    /**
     * What is asked for.
     *
     * @param retailerId whose customers these are
     * @param pageSize offers per call
     * @param maxPages calls per wallet at most
     * @param retryMinTimeLeft what must be left of the request's time for a second try
     */
    record Shape(String retailerId, int pageSize, int maxPages, Duration retryMinTimeLeft) {
        Shape {
            if (pageSize < 1 || maxPages < 1) {
                throw new IllegalArgumentException(
                        "page-size and max-pages must be 1 or more, but are " + pageSize + " and " + maxPages + ".");
            }
        }
    }

    SessionMGateway(
            ConnectCall connect,
            SessionMGuard guard,
            Shape shape,
            InstantSource clock,
            Listeners<UpstreamListener> listeners) {
        this.connect = connect;
        this.guard = guard;
        this.shape = shape;
        this.clock = clock;
        this.listeners = listeners;
    }

    @Override
    public Uni<FetchOutcome> fetch(WalletKey key, Deadline deadline, Trace trace) {
        Wish wish = new Wish(key, deadline, trace);
        return Afterwards.of(
                guard.guarded(deadline, pass -> call(wish, pass)),
                (outcome, failure) -> failure instanceof SessionMFailure first && worthAnotherTry(first, deadline)
                        ? anotherTry(wish, first)
                        : ended(wish, outcome, failure));
    }

    @Override
    public Uni<Room> room() {
        return guard.spare()
                .<Room>map(SpareRoom::new)
                .onFailure(SessionMFailure.class)
                .transform(failure -> new NoRoom(failure.failed()));
    }

    private final class SpareRoom implements Room {

        private final SessionMGuard.Spare spare;

        SpareRoom(SessionMGuard.Spare spare) {
            this.spare = spare;
        }

        @Override
        public Uni<FetchOutcome> fetch(WalletKey key, Deadline deadline, Trace trace) {
            Wish wish = new Wish(key, deadline, trace);
            Patience patience = new Patience(deadline, spare.permit());
            return guard.inRoom(pass -> call(wish, patience, pass))
                    .onItemOrFailure()
                    .transformToUni((outcome, failure) -> ended(wish, outcome, failure));
        }

        @Override
        public void leave() {
            spare.leave();
        }
    }

    /** A wallet that is wanted, and what was done for it. */
    private static final class Wish {

        private final WalletKey key;
        private final Deadline deadline;
        private final Trace trace;
        private final long since = System.nanoTime();

        /** How often SessionM was asked up to now. */
        private final AtomicInteger tries = new AtomicInteger();

        Wish(WalletKey key, Deadline deadline, Trace trace) {
            this.key = key;
            this.deadline = deadline;
            this.trace = trace;
        }
    }

    /** There may be no time left for it when it is its turn. */
    private Uni<FetchOutcome> anotherTry(Wish wish, SessionMFailure first) {
        return Afterwards.of(
                guard.guarded(
                        wish.deadline,
                        pass -> worthAnotherTry(first, wish.deadline)
                                ? call(wish, pass)
                                : Uni.createFrom().failure(SessionMFailure.unasked(first.failed()))),
                (outcome, failure) -> ended(wish, outcome, failure));
    }

    private Uni<FetchOutcome> call(Wish wish, Pass pass) {
        return call(wish, new Patience(wish.deadline), pass);
    }

    private Uni<FetchOutcome> call(Wish wish, Patience patience, Pass pass) {
        long startedAt = System.nanoTime();
        return wallet(wish.key, patience, pass)
                .invoke(() -> told(wish, Optional.empty(), startedAt, patience))
                .onFailure(SessionMFailure.class)
                .invoke(failure -> told(wish, Optional.of(failure), startedAt, patience));
    }

    private Uni<FetchOutcome> wallet(WalletKey key, Patience patience, Pass pass) {
        Instant askedAt = clock.instant();
        Uni<Optional<Page>> first = key.variant() instanceof Variant.Page page
                ? page(key, page.skip(), page.take(), patience, pass)
                : page(key, 0, shape.pageSize(), patience, pass);
        return first.flatMap(page -> {
            if (page.isEmpty()) {
                return Uni.createFrom().item(new UserUnknown(askedAt));
            }
            List<Page> pages = new ArrayList<>(List.of(page.get()));
            Uni<List<Page>> all = key.variant() instanceof Variant.Whole
                    ? further(key, pages, page.get().envelope().offers(), patience, pass)
                    : Uni.createFrom().item(pages);
            return all.map(whole -> new Fetched(
                    Pages.join(whole), askedAt, whole.size() == 1 ? page.get().survey() : Optional.empty()));
        });
    }

    /** Fetches the pages after {@code pages}, which hold {@code offers} offers, one after the other. */
    private Uni<List<Page>> further(WalletKey key, List<Page> pages, int offers, Patience patience, Pass pass) {
        Page last = pages.get(pages.size() - 1);
        Long total = last.envelope().totalRecords();
        boolean complete = total == null || offers >= total || last.envelope().offers() == 0;
        if (complete || pages.size() == shape.maxPages()) {
            return Uni.createFrom().item(pages);
        }
        return page(key, offers, shape.pageSize(), patience, pass).flatMap(next -> {
            if (next.isEmpty()) {
                // Known a moment ago, unknown now: what came before can't be trusted either.
                return Uni.createFrom().failure(new SessionMFailure(Failure.FAILING));
            }
            pages.add(next.get());
            return further(key, pages, offers + next.get().envelope().offers(), patience, pass);
        });
    }

    private Uni<Optional<Page>> page(WalletKey key, int skip, int take, Patience patience, Pass pass) {
        return connect.page(key.user(), OffersRequest.body(shape.retailerId(), key, skip, take), patience, pass);
    }

    private boolean worthAnotherTry(SessionMFailure failure, Deadline deadline) {
        return failure.consequences().retried() && deadline.left().compareTo(shape.retryMinTimeLeft()) >= 0;
    }

    private void told(Wish wish, Optional<SessionMFailure> failure, long startedAt, Patience patience) {
        if (failure.isPresent() && !failure.get().asked()) {
            return;
        }
        wish.tries.incrementAndGet();
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt).minus(patience.inLine());
        guard.took(took);
        listeners.tell(
                listener -> listener.fetched(failure.map(call -> call.failed().failure()), took));
    }

    /** Nothing but a bug fails. */
    private Uni<FetchOutcome> ended(Wish wish, @Nullable FetchOutcome outcome, @Nullable Throwable failure) {
        FetchOutcome end = outcome;
        if (failure instanceof SessionMFailure known) {
            end = known.failed();
        } else if (end == null) {
            return Uni.createFrom().failure(failure);
        }
        Optional<Failure> why = end instanceof Failed failed ? Optional.of(failed.failure()) : Optional.empty();
        Duration took = Duration.ofNanos(System.nanoTime() - wish.since);
        listeners.tell(listener -> listener.fetchEnded(wish.trace, why, wish.tries.get(), took));
        return Uni.createFrom().item(end);
    }
}
