package io.offerwallet.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Gives the application a free port and the simulator in it as its SessionM. The port must be known before the start,
 * because the URL of SessionM is a setting, and because the metrics of both servers carry their ports.
 */
@QuarkusTestResource(OwnPort.class)
public final class OwnPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        int port = freePort();
        return Map.of(
                "quarkus.http.test-port", Integer.toString(port),
                "quarkus.http.port", Integer.toString(port),
                "quarkus.management.test-port", Integer.toString(freePort()),
                "sessionm.connect.url", "http://localhost:" + port + "/simulator/sessionm");
    }

    @Override
    public void stop() {
        // Nothing was started.
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
