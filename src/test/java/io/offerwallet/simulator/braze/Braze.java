package io.offerwallet.simulator.braze;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * A workspace of Braze: renders messages, and remembers answers and the health of hosts from one to the next. Thread-safe;
 * messages are rendered by the threads that ask for it, as many at once as there are.
 *
 * <p>Calls go to ports 80 and 443 and nowhere else; a {@linkplain Builder#route route} leads those of a host to where a test
 * has it.
 */
public final class Braze {
    private final Caller caller;
    private final Credentials credentials;

    private Braze(Builder builder) {
        this.credentials = new Credentials(builder.basic, builder.headers);
        var http = new HttpCall(builder.routes, HttpCall.DEADLINE);
        this.caller = new Caller(http::make, builder.clock, builder.sleeper);
    }

    /** A workspace without credentials, on the system's clock. */
    public static Builder workspace() {
        return new Builder();
    }

    /** Renders the template for this recipient, making its calls. Whatever is wrong with it is told by the result. */
    public Rendered render(Template template, Recipient recipient) {
        return new Rendering(template.liquid(), recipient, caller, credentials).render();
    }

    /** What a workspace is set up with. */
    public static final class Builder {
        private final Map<String, String> basic = new HashMap<>();
        private final Map<String, Map<String, String>> headers = new HashMap<>();
        private final Map<String, URI> routes = new HashMap<>();
        private InstantSource clock = Clock.systemUTC();
        private Sleeper sleeper = Builder::sleep;

        private Builder() {}

        /** What {@code :basic_auth name} stands for. */
        public Builder basicAuth(String name, String user, String password) {
            basic.put(name, Credentials.basicAuthorization(user, password));
            return this;
        }

        /** What {@code :auth_credentials name} stands for. */
        public Builder authCredentials(String name, Map<String, String> stored) {
            headers.put(name, Map.copyOf(stored));
            return this;
        }

        /** Leads calls of a host elsewhere, for example to {@code http://localhost:8081}; path and query stay. */
        public Builder route(String host, String to) {
            routes.put(host, URI.create(to));
            return this;
        }

        /** The time that cached answers and the health of hosts go by. */
        public Builder clock(InstantSource time) {
            clock = time;
            return this;
        }

        /** How the time before a retry is passed. */
        public Builder sleeper(Sleeper waiting) {
            sleeper = waiting;
            return this;
        }

        public Braze build() {
            return new Braze(this);
        }

        private static void sleep(Duration time) throws InterruptedException {
            Thread.sleep(time.toMillis());
        }
    }
}
