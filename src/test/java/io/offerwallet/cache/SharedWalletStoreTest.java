package io.offerwallet.cache;

import io.offerwallet.testing.RedisServer;
import io.offerwallet.wallet.WalletStore;
import io.offerwallet.wallet.WalletStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.Jedis;

/** The contract, kept by one process with a real Redis. */
class SharedWalletStoreTest extends WalletStoreContract {

    private static RedisServer server;
    private SharingProcess process;

    @BeforeAll
    static void startRedis() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    @BeforeEach
    void startProcess() {
        try (Jedis client = server.client()) {
            client.flushAll();
        }
        process = SharingProcess.start("only", server.url());
    }

    @AfterEach
    void stopProcess() {
        process.close();
    }

    @Override
    protected WalletStore store() {
        return process.store;
    }
}
