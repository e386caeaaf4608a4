package io.offerwallet.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers in processes of their own, which may be stopped and started again. The system never takes one of them
 * for the near end of a connection, as it does with the ports that it chooses itself: any connection could take the place
 * of a server that has yet to start, and a client that keeps trying to reach a stopped one would some day connect to
 * itself.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int LAST = 22_000;
    /** The nodes of a cluster talk to each other on ports so much higher. */
    private static final int TO_BUS_PORT = 10_000;

    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** One that nobody else gets from here; the one 10,000 above it is free too. */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && isFree(port + TO_BUS_PORT) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No port is free.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
