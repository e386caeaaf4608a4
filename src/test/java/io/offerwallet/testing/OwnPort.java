package io.offerwallet.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Gives the application free ports and the simulator in it as its SessionM. The port must be known before the start,
 * because the URL of SessionM is a setting, and because the metrics of both servers carry their ports. An application in
 * the tests' own process takes the test ports, one in a process of its own the others.
 */
@QuarkusTestResource(OwnPort.class)
public final class OwnPort implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        // Both at once, so that they differ.
        try (ServerSocket main = new ServerSocket(0);
                ServerSocket management = new ServerSocket(0)) {
            String port = Integer.toString(main.getLocalPort());
            String managementPort = Integer.toString(management.getLocalPort());
            return Map.of(
                    "quarkus.http.test-port", port,
                    "quarkus.http.port", port,
                    "quarkus.management.test-port", managementPort,
                    "quarkus.management.port", managementPort,
                    "sessionm.connect.url", "http://localhost:" + port + "/simulator/sessionm");
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
