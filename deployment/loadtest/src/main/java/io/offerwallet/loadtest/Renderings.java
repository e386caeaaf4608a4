package io.offerwallet.loadtest;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The calls of a send in the order in which they are made. Each of a recipient's calls has a place of its own in it, whatever
 * the answers to the others take: Braze renders the parts of a message, and validates them, without waiting for one another.
 * Not thread-safe.
 */
final class Renderings implements Iterator<Recipient> {

    /** A call, and when it is due, in recipients that begin before it. */
    private record Due(double at, Recipient recipient) {}

    private final Recipients recipients;
    private final SplittableRandom random;
    private final double spread;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingDouble(Due::at));
    private int begun;

    Renderings(Recipients recipients, SendSettings settings) {
        this.recipients = recipients;
        this.random = new SplittableRandom(settings.seed());
        this.spread = (double) recipients.count()
                * settings.spread().toMillis()
                / settings.duration().toMillis();
    }

    /** How many calls there are in all, retries not counted. */
    static int count(Recipients recipients) {
        return recipients.all().mapToInt(Recipient::calls).sum();
    }

    @Override
    public boolean hasNext() {
        return begun < recipients.count() || !due.isEmpty();
    }

    @Override
    public Recipient next() {
        while (begun < recipients.count() && (due.isEmpty() || due.peek().at() >= begun)) {
            begin();
        }
        var next = due.poll();
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next.recipient();
    }

    private void begin() {
        var recipient = recipients.get(begun);
        due.add(new Due(begun, recipient));
        for (int more = 1; more < recipient.calls(); more++) {
            due.add(new Due(begun + random.nextDouble() * spread, recipient));
        }
        begun++;
    }
}
