package io.offerwallet.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.simulator.braze.Call;
import io.offerwallet.simulator.braze.Rendered;
import java.util.List;

/** What becomes of a message, and of an in-app message, by DESIGN's failure table. */
enum Cell {
    /** The wallet, at the first try. */
    FRESH {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(statuses(message)).containsExactly(200);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(message.text()).startsWith(CURRENT);
            assertThat(inApp.text()).startsWith(CURRENT);
        }
    },

    /** What was held, which says that it is stale, at the first try. */
    STALE {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(statuses(message)).containsExactly(200);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(message.text()).startsWith(OLD);
            assertThat(inApp.text()).startsWith(OLD);
        }
    },

    /** One of these two. */
    FRESH_OR_STALE {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(statuses(message)).containsExactly(200);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(message.text()).startsWith("ok ");
            assertThat(inApp.text()).startsWith("ok ");
        }
    },

    /** Nothing: Braze comes back as often as it does, and an in-app message is told so. */
    UNAVAILABLE {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(message).isInstanceOf(Rendered.Unsent.class);
            assertThat(statuses(message)).hasSize(ALL_TRIES).containsOnly(503);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(inApp.text()).startsWith(NONE);
        }
    },

    /** As nothing, but that Braze finds the wallet when it comes back. */
    AT_A_RETRY {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(statuses(message)).startsWith(503).endsWith(200);
            assertThat(message.text()).startsWith(CURRENT);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(inApp.text()).startsWith(NONE);
        }
    },

    /** The wallet, be it at a retry; nothing for an in-app message that had bad luck. */
    FRESH_OR_AT_A_RETRY {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(statuses(message)).endsWith(200).isSubsetOf(200, 503);
            assertThat(message.text()).startsWith(CURRENT);
            assertThat(statuses(inApp)).containsExactly(200);
            assertThat(inApp.text().startsWith(CURRENT) || inApp.text().startsWith(NONE))
                    .as(inApp.text())
                    .isTrue();
        }
    },

    /** An error that Braze doesn't hold against the host, and that whoever operates the proxy must see to. */
    REFUSED {
        @Override
        void check(Rendered message, Rendered inApp) {
            assertThat(message).isInstanceOf(Rendered.Unsent.class);
            assertThat(statuses(message)).hasSize(ALL_TRIES).containsOnly(500);
            assertThat(inApp).isInstanceOf(Rendered.Aborted.class);
            assertThat(statuses(inApp)).containsExactly(500);
        }
    };

    private static final String CURRENT = "ok stale=false ";
    private static final String OLD = "ok stale=true ";
    private static final String NONE = "unavailable stale=false ";

    /** The first and five more. */
    private static final int ALL_TRIES = 6;

    /** Both are for users of whom the same was held. */
    abstract void check(Rendered message, Rendered inApp);

    static List<Integer> statuses(Rendered rendered) {
        return rendered.calls().stream().map(Call::status).toList();
    }
}
