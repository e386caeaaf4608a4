package io.offerwallet.simulator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the simulator starts with. Behaviour can be changed at run time and put back to these values. */
@ConfigMapping(prefix = "simulator")
public interface SimulatorSettings {
    /** Whether anything is simulated at all. Off, no simulated path exists. {@code SIMULATOR_ENABLED} */
    @WithDefault("false")
    boolean enabled();

    /** The simulated SessionM Connect. */
    Sessionm sessionm();

    /** The simulated SessionM Connect. */
    interface Sessionm {
        /**
         * The whole value of the Authorization header that is accepted; as delivered, {@code sessionm:demo}.
         * {@code SIMULATOR_SESSIONM_AUTHORIZATION}
         */
        @WithDefault("Basic c2Vzc2lvbm06ZGVtbw==")
        String authorization();

        /** The GUID of the one retailer there is. {@code SIMULATOR_SESSIONM_RETAILER_ID} */
        @WithDefault("7d5e1c04-2b1f-4a53-9c55-0b6a1f0f8e11")
        String retailerId();

        /** How long answers take. */
        LatencySettings latency();

        /** The share of calls answered with 500, from 0 to 1. {@code SIMULATOR_SESSIONM_ERROR_RATE} */
        @WithDefault("0")
        double errorRate();

        /**
         * Calls admitted in any one second; calls above it are answered with 429. 0 means no limit.
         * {@code SIMULATOR_SESSIONM_RATE_LIMIT}
         */
        @WithDefault("0")
        int rateLimit();

        /** What goes wrong with every call. {@code SIMULATOR_SESSIONM_FAULT} */
        @WithDefault("NONE")
        Fault fault();
    }

    /** A log-normal distribution told by two of its points. */
    interface LatencySettings {
        /**
         * Half of the answers take no longer than this. Zero switches latency off.
         * {@code SIMULATOR_SESSIONM_LATENCY_MEDIAN}
         */
        @WithDefault("120ms")
        Duration median();

        /** All but one in a hundred answers take no longer than this. {@code SIMULATOR_SESSIONM_LATENCY_TAIL} */
        @WithDefault("400ms")
        Duration tail();
    }
}
