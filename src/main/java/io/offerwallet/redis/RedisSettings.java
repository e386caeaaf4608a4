package io.offerwallet.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The Redis that several processes share; without one, each process has its memory alone. */
@ConfigMapping(prefix = "redis")
public interface RedisSettings {

    /** One Redis server, as {@code redis://host:port} or, with TLS, {@code rediss://host:port}. {@code REDIS_URL} */
    Optional<URI> url();

    /** Several, instead of one: nodes of a cluster, or sentinels. {@code REDIS_HOSTS} */
    Optional<List<URI>> hosts();

    /**
     * The name of the master that sentinels watch; with it {@link #hosts()} are sentinels, without it nodes of a cluster.
     * {@code REDIS_MASTER_NAME}
     */
    Optional<String> masterName();

    /** The ACL user; without one it is Redis' default user. {@code REDIS_USERNAME} */
    Optional<String> username();

    /** The user's password. {@code REDIS_PASSWORD} */
    Optional<String> password();

    /**
     * PEM files of the CA certificates to trust for {@code rediss}; with any, the well-known CAs aren't trusted.
     * {@code REDIS_CA_CERTIFICATES}
     */
    Optional<List<String>> caCertificates();

    /**
     * The key of the hash under which users are known in Redis, the same in every process; 16 characters or more.
     * {@code REDIS_HASH_KEY}
     */
    Optional<String> hashKey();

    /** What every key in Redis begins with. {@code REDIS_KEY_PREFIX} */
    @WithDefault("offer-wallet")
    String keyPrefix();

    /** How long Redis may take for a command before the proxy goes on without it. {@code REDIS_COMMAND_TIMEOUT} */
    @WithDefault("50ms")
    Duration commandTimeout();

    /** How long opening a connection may take. {@code REDIS_CONNECTION_TIMEOUT} */
    @WithDefault("500ms")
    Duration connectionTimeout();

    /**
     * How many connections commands are sent over; any number of them is under way on each. As many as processors is best: each
     * event loop then has its own. {@code REDIS_CONNECTIONS}
     */
    @WithDefault("2")
    int connections();

    /** Whether there is a Redis at all. */
    static boolean present(RedisSettings settings) {
        return settings.url().isPresent() || settings.hosts().isPresent();
    }
}
