package io.offerwallet.testing;

import java.nio.file.Path;
import redis.clients.jedis.Jedis;

/**
 * A redis-server that a client reaches by TLS, and that lets it do what it needs and nothing else: whoever doesn't log in
 * may ask whether it is there. Closing it stops it.
 */
public final class SecuredRedis implements AutoCloseable {

    public static final String USERNAME = "proxy";
    public static final String PASSWORD = "a-redis-password-of-our-own";

    private final RedisServer server;
    private final int tlsPort;

    private SecuredRedis(RedisServer server, int tlsPort) {
        this.server = server;
        this.tlsPort = tlsPort;
    }

    /**
     * Starts one.
     *
     * @param prefix what all keys and channels must begin with
     */
    public static SecuredRedis start(PrivateCa ca, PrivateCa.Identity identity, String prefix) {
        int tlsPort = FreePort.next();
        Path directory = RedisProcess.newDirectory();
        RedisServer server = RedisServer.startIn(
                directory,
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                absolute(identity.certificate()),
                "--tls-key-file",
                absolute(identity.key()),
                "--tls-ca-cert-file",
                absolute(ca.certificate()),
                "--tls-auth-clients",
                "no",
                "--user",
                "default",
                "on",
                "nopass",
                "-@all",
                "+ping",
                "--user",
                USERNAME,
                "on",
                ">" + PASSWORD,
                "~" + prefix + "*",
                "resetchannels",
                "&" + prefix + "*",
                "+@all",
                "-@admin",
                "-@dangerous");
        return new SecuredRedis(server, tlsPort);
    }

    public String url() {
        return "rediss://localhost:" + tlsPort;
    }

    /** A client that isn't logged in yet, and comes without TLS; to be closed. */
    Jedis plainClient() {
        return server.client();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }
}
