package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Pages.Page;
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
        return Uni.createFrom().deferred(() -> {
            long startedAt = System.nanoTime();
            Wish wish = new Wish(key, deadline, new AtomicInteger());
            return fetch(wish).invoke(outcome -> ended(wish, outcome, trace, startedAt));
        });
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
            return Uni.createFrom().deferred(() -> {
                long startedAt = System.nanoTime();
                Wish wish = new Wish(key, deadline, new AtomicInteger());
                Patience patience = new Patience(deadline, spare.permit());
                return guard.inRoom(pass -> call(wish, patience, pass))
                        .onFailure(SessionMFailure.class)
                        .recoverWithItem(failure -> failure.failed())
                        .invoke(outcome -> ended(wish, outcome, trace, startedAt));
            });
        }

        @Override
        public void leave() {
            spare.leave();
        }
    }

    /** @param tries how often SessionM was asked up to now */
    private record Wish(WalletKey key, Deadline deadline, AtomicInteger tries) {}

    private Uni<FetchOutcome> fetch(Wish wish) {
        return guard.guarded(wish.deadline(), pass -> call(wish, pass))
                .onFailure(SessionMFailure.class)
                .recoverWithUni(failure -> worthAnotherTry(failure, wish.deadline())
                        ? anotherTry(wish, failure)
                        : Uni.createFrom().failure(failure))
                .onFailure(SessionMFailure.class)
                .recoverWithItem(failure -> failure.failed());
    }

    /** There may be no time left for it when it is its turn. */
    private Uni<FetchOutcome> anotherTry(Wish wish, SessionMFailure first) {
        return guard.guarded(
                wish.deadline(),
                pass -> worthAnotherTry(first, wish.deadline())
                        ? call(wish, pass)
                        : Uni.createFrom().failure(SessionMFailure.unasked(first.failed())));
    }

    private Uni<FetchOutcome> call(Wish wish, Pass pass) {
        return call(wish, new Patience(wish.deadline()), pass);
    }

    private Uni<FetchOutcome> call(Wish wish, Patience patience, Pass pass) {
        long startedAt = System.nanoTime();
        return wallet(wish.key(), patience, pass)
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
        wish.tries().incrementAndGet();
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt).minus(patience.inLine());
        guard.took(took);
        listeners.tell(
                listener -> listener.fetched(failure.map(call -> call.failed().failure()), took));
    }

    private void ended(Wish wish, FetchOutcome outcome, Trace trace, long startedAt) {
        Optional<Failure> failure = outcome instanceof Failed failed ? Optional.of(failed.failure()) : Optional.empty();
        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        listeners.tell(
                listener -> listener.fetchEnded(trace, failure, wish.tries().get(), took));
    }
}
