package io.offerwallet.sessionm;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How SessionM is reached. URL, authorization and retailer are required; the start-up check says so if they miss. */
@ConfigMapping(prefix = "sessionm")
public interface SessionMSettings {

    Connect connect();

    /** The GUID of the retailer whose wallets these are. {@code SESSIONM_RETAILER_ID} */
    Optional<String> retailerId();

    /**
     * How many calls may be under way at once from this process. Each event loop, of which there is one for each processor, keeps at most
     * as many connections open. {@code SESSIONM_CONCURRENCY}
     */
    @WithDefault("32")
    int concurrency();

    /** How many offers are asked for at once; SessionM documents 1000. {@code SESSIONM_PAGE_SIZE} */
    @WithDefault("1000")
    int pageSize();

    /** How many pages of one wallet are fetched; further offers are left out. {@code SESSIONM_MAX_PAGES} */
    @WithDefault("5")
    int maxPages();

    /** The largest answer taken, for one page. {@code SESSIONM_MAX_RESPONSE_BYTES} */
    @WithDefault("8M")
    MemorySize maxResponseBytes();

    /**
     * How much time of the request must be left for a second try after a failure. {@code SESSIONM_RETRY_MIN_TIME_LEFT}
     */
    @WithDefault("300ms")
    Duration retryMinTimeLeft();

    /**
     * A regular expression that finds, in an error answer with status 200, that the user is unknown; case is ignored.
     * {@code SESSIONM_UNKNOWN_USER_PATTERN}
     */
    @WithDefault("user[^\"]{0,20}(not[ _-]?found|unknown|not[ _-]?exist)|(unknown|invalid|no such)[ _-]user")
    String unknownUserPattern();

    Breaker breaker();

    Pause pause();

    Budget budget();

    /** The Connect API, where the offer wallets are. */
    interface Connect {

        /** Its base URL, without {@code /offers/api/...}. {@code SESSIONM_CONNECT_URL} */
        Optional<URI> url();

        /**
         * The value of the Authorization header, or just the Base64 text of a Basic credential.
         * {@code SESSIONM_CONNECT_AUTHORIZATION}
         */
        Optional<String> authorization();

        /**
         * PEM files of the CA certificates to trust for an https URL; with any, the well-known CAs aren't trusted.
         * {@code SESSIONM_CONNECT_CA_CERTIFICATES}
         */
        Optional<List<String>> caCertificates();

        /** How long opening a connection may take. {@code SESSIONM_CONNECT_CONNECTION_TIMEOUT} */
        @WithDefault("500ms")
        Duration connectionTimeout();

        /**
         * How long one call may take, from asking to the last byte. Longer than a request's deadline, so that a late
         * answer still fills the cache. {@code SESSIONM_CONNECT_TIMEOUT}
         */
        @WithDefault("3s")
        Duration timeout();
    }

    /** When SessionM isn't asked for a while because it fails. */
    interface Breaker {

        /** The part of failed calls from which on it opens, 0 to 1. {@code SESSIONM_BREAKER_FAILURE_RATIO} */
        @WithDefault("0.5")
        double failureRatio();

        /** Over how many calls the part is taken. {@code SESSIONM_BREAKER_WINDOW} */
        @WithDefault("20")
        int window();

        /** How long it stays open before one call probes again. {@code SESSIONM_BREAKER_DELAY} */
        @WithDefault("5s")
        Duration delay();
    }

    /** When SessionM isn't asked for a while because of what it answers. */
    interface Pause {

        /**
         * For how long after a 429 that doesn't say how long, in Retry-After. {@code SESSIONM_PAUSE_WITHOUT_RETRY_AFTER}
         */
        @WithDefault("1s")
        Duration withoutRetryAfter();

        /**
         * For how long at most, whatever SessionM says in Retry-After; 0s: it is asked all the same. {@code SESSIONM_PAUSE_LONGEST}
         */
        @WithDefault("60s")
        Duration longest();

        /**
         * How long after a call that was answered 401 or 403 one call probes again; 0s: all calls are made.
         * {@code SESSIONM_PAUSE_CREDENTIAL_REFUSED}
         */
        @WithDefault("5s")
        Duration credentialRefused();
    }

    /** What SessionM allows all processes of the deployment together. Without rate and concurrency nothing is shared. */
    interface Budget {

        /** How many calls all processes together may make in any one second. {@code SESSIONM_BUDGET_RATE} */
        Optional<Integer> rate();

        /** How many calls of all processes together may be under way at once. {@code SESSIONM_BUDGET_CONCURRENCY} */
        Optional<Integer> concurrency();

        /**
         * How many processes there are at most, a rolling restart included; required with a budget. Without Redis, or while it
         * is out of reach, each keeps to this part of the budget. {@code SESSIONM_BUDGET_PODS}
         */
        Optional<Integer> pods();
    }
}
