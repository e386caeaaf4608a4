package io.offerwallet.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.offerwallet.wallet.Held.HeldWallet;
import io.offerwallet.wallet.Prepared;
import io.offerwallet.wallet.WalletKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one process (L1): wallets with the answers made ready from them, bounded by bytes. What was loaded first goes
 * first. It knows nothing of purges; whoever finds something here must see whether it is still current.
 *
 * <p>By hand: a send asks for each wallet two or three times within seconds and never again. A cache that keeps what was asked for
 * most, as Caffeine does, keeps the recipients of a minute ago and lets the present ones go between their calls.
 *
 * <p>Thread-safe. Who looks waits for nobody, who changes something only until another has.
 */
final class WalletMemory implements CacheGauges {

    private final long maxBytes;
    private final Duration longest;
    private final InstantSource clock;
    private final Ticker ticker;

    /** For who looks. */
    private final Map<WalletKey, Place> places = new ConcurrentHashMap<>();

    /** The same, what was loaded first before all else. Whoever changes one of the two holds this. */
    private final Map<WalletKey, Place> line = new LinkedHashMap<>();

    private long bytes;
    private long evictions;

    /** @param longest how long anything is held at most, its own time apart */
    WalletMemory(long maxBytes, Duration longest, InstantSource clock, Ticker ticker) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("The cache's max-bytes must not be negative, but is " + maxBytes + ".");
        }
        this.maxBytes = maxBytes;
        this.longest = longest;
        this.clock = clock;
        this.ticker = ticker;
    }

    private static final class Place {

        /** Nanoseconds of the ticker. */
        final long until;

        volatile Slot slot;

        Place(Slot slot, long until) {
            this.slot = slot;
            this.until = until;
        }
    }

    @Nullable
    Slot get(WalletKey key) {
        Place place = places.get(key);
        return place == null || isOver(place, ticker.read()) ? null : place.slot;
    }

    void put(WalletKey key, Slot slot) {
        long now = ticker.read();
        Place place = new Place(slot, now + time(slot).toNanos());
        synchronized (line) {
            dropOver(now);
            if (slot.weight() > maxBytes) {
                drop(key);
                evictions++; // all others would have to go, and it as well
                return;
            }
            Place before = line.remove(key);
            bytes += slot.weight() - (before == null ? 0 : before.slot.weight());
            line.put(key, place);
            places.put(key, place);
            evict();
        }
    }

    private Duration time(Slot slot) {
        Duration left = Duration.between(clock.instant(), slot.held().usableUntil());
        return left.compareTo(longest) < 0 ? left : longest;
    }

    /** Adds a ready answer to a wallet, if it is still the one that is held and there is room for both. */
    void prepare(WalletKey key, HeldWallet wallet, Object view, Prepared prepared) {
        synchronized (line) {
            Place place = line.get(key);
            if (place == null || place.slot.held() != wallet) {
                return;
            }
            Slot slot = place.slot.with(view, prepared);
            if (slot.weight() <= maxBytes) {
                bytes += slot.weight() - place.slot.weight();
                place.slot = slot;
                evict();
            }
        }
    }

    private void evict() {
        while (bytes > maxBytes) {
            drop(line.keySet().iterator().next());
            evictions++;
        }
    }

    /** Drops what is past its time, up to the first that isn't. */
    private void dropOver(long now) {
        while (!line.isEmpty()) {
            Map.Entry<WalletKey, Place> eldest = line.entrySet().iterator().next();
            if (!isOver(eldest.getValue(), now)) {
                return;
            }
            drop(eldest.getKey());
        }
    }

    private void drop(WalletKey key) {
        Place place = line.remove(key);
        if (place != null) {
            places.remove(key);
            bytes -= place.slot.weight();
        }
    }

    private static boolean isOver(Place place, long now) {
        return now - place.until >= 0;
    }

    @Override
    public long bytes() {
        synchronized (line) {
            dropOver(ticker.read());
            return bytes;
        }
    }

    @Override
    public long entries() {
        synchronized (line) {
            dropOver(ticker.read());
            return line.size();
        }
    }

    @Override
    public long evictions() {
        synchronized (line) {
            return evictions;
        }
    }
}
