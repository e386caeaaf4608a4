package io.offerwallet.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Customers whose wallets change, what SessionM says of them in each of their states, and which states are over: those
 * before one whose purge was acknowledged.
 */
final class Customers {

    static final List<String> CULTURES = List.of(Pod.EN, Pod.FR);

    private static final int OFFERS = 4;
    /** In one state of so many, a customer's offers expire soon. */
    private static final int SHORT_LIVED = 3;

    private final Simulator sessionm;
    private final Simulator truth;
    private final Optional<Duration> shortLife;
    private final List<Customer> all;

    Customers(Simulator sessionm, int count) {
        this(sessionm, sessionm, Optional.empty(), count);
    }

    /**
     * @param truth draws the same wallets as {@code sessionm} and is well, whatever becomes of that
     * @param shortLife how soon the offers of every third state expire; not at all if empty
     */
    Customers(Simulator sessionm, Simulator truth, Optional<Duration> shortLife, int count) {
        this.sessionm = sessionm;
        this.truth = truth;
        this.shortLife = shortLife;
        this.all = Stream.generate(() -> new Customer(Users.somebody()))
                .limit(count)
                .toList();
        all.forEach(customer -> customer.become(0));
    }

    Customer get(int number) {
        return all.get(number);
    }

    int count() {
        return all.size();
    }

    /**
     * What SessionM said.
     *
     * @param titles of the offers by the id of the customer's own copy
     */
    record Truth(Map<String, String> titles) {}

    /** One of them. Thread-safe. */
    final class Customer {

        private final String userId;
        private final Map<String, Truth> truths = new HashMap<>();
        private int revision;
        private int acknowledged;

        private Customer(String userId) {
            this.userId = userId;
        }

        String userId() {
            return userId;
        }

        /** Changes the wallet at SessionM, and tells the number of its new state. */
        synchronized int change() {
            become(revision + 1);
            return revision;
        }

        /** A purge after the change to this state was acknowledged. */
        synchronized void acknowledge(int state) {
            acknowledged = Math.max(acknowledged, state);
        }

        /** The oldest state that an answer may show to whoever asks from now on. */
        synchronized int oldest() {
            return acknowledged;
        }

        /** What SessionM said of a state that there has been so far. */
        synchronized Truth truth(String culture, int state) {
            Truth truth = truths.get(culture + state);
            if (truth == null) {
                throw new AssertionError("there never was a revision " + state);
            }
            return truth;
        }

        private synchronized void become(int state) {
            Map<String, Object> change = new HashMap<>(Map.of("revision", state, "offers", OFFERS));
            if (state % SHORT_LIVED == 1) {
                shortLife.ifPresent(life -> change.put(
                        "offer_fields",
                        Map.of("expiration_date", Instant.now().plus(life).toString())));
            }
            truth.change(userId, change);
            sessionm.change(userId, change);
            revision = state;
            for (String culture : CULTURES) {
                Map<String, String> titles = new TreeMap<>();
                for (JsonNode offer : truth.wallet(userId, culture).required("user_offers")) {
                    titles.put(
                            offer.required("id").asText(),
                            offer.required("name").asText());
                }
                truths.put(culture + state, new Truth(titles));
            }
        }
    }
}
