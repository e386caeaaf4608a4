package io.offerwallet.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.offerwallet.testing.Proxy;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which requests Vert.x never sees. In the process, to see the way taken. */
@QuarkusTest
class ShortCutTest implements Undo {

    @Inject
    LongWay longWay;

    private final String user = Users.somebody();

    /** Whose first call for a wallet goes the long way opens the short one. */
    @BeforeEach
    void servesWallets() {
        Proxy.get(Users.somebody()).then().statusCode(200);
    }

    @Test
    void plainCallsTakeTheShortCut() {
        String json = "{\"user_id\":\"" + user + "\"}";
        String headers = RawHttp.BRAZE + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n";
        String get = RawHttp.head("GET", Proxy.WALLETS + "/" + user + "?culture=en-US", RawHttp.BRAZE);
        String post = RawHttp.head("POST", Proxy.WALLETS, headers) + json;
        String dropIn = RawHttp.head("POST", Proxy.DROP_IN, headers) + json;
        String unknown = RawHttp.head("GET", Proxy.WALLETS + "/" + Users.unknown(), RawHttp.BRAZE);
        try (RawHttp connection = new RawHttp()) {
            assertThat(taken(connection, get))
                    .as("the connection's first, a miss")
                    .isZero();
            assertThat(taken(connection, get)).isZero();
            assertThat(taken(connection, post)).isZero();
            assertThat(taken(connection, dropIn)).as("a miss").isZero();
            assertThat(taken(connection, dropIn)).isZero();
            assertThat(taken(connection, unknown)).isZero();
            assertThat(taken(connection, get + post + get, 3)).isZero();
        }
    }

    /** Only the first connections of a port don't. */
    @Test
    void connectionsCompareBeforeTheyDecode() {
        await().untilAsserted(() -> {
            try (RawHttp connection = new RawHttp()) {
                assertThat(taken(connection, RawHttp.head("DELETE", Proxy.WALLETS + "/" + user, RawHttp.BRAZE)))
                        .isEqualTo(1);
            }
            assertThat(longWay.firstHandler).isEqualTo(KnownCalls.class.getName());
        });
    }

    /** Only the first connections of a port don't know any. */
    @Test
    void missesWithKnownHeadsAreNotDecoded() {
        await().untilAsserted(() -> {
            try (RawHttp connection = new RawHttp()) {
                taken(connection, RawHttp.head("DELETE", Proxy.WALLETS + "/" + user, RawHttp.BRAZE));
                taken(connection, RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.BRAZE));
                AtomicInteger decoded = longWay.countDecoded();
                connection.send(RawHttp.head("GET", Proxy.WALLETS + "/" + Users.somebody(), RawHttp.BRAZE));
                assertThat(connection.answer().header("X-Cache")).isEqualTo("miss");
                assertThat(decoded).hasValue(0);
            }
        });
    }

    @Test
    void allElseTakesTheLongWay() {
        Proxy.get(user).then().statusCode(200);
        String path = Proxy.WALLETS + "/" + user;
        List<String> others = List.of(
                RawHttp.head("GET", path, ""),
                RawHttp.head("GET", path, RawHttp.basic("admin:demo")),
                RawHttp.head("GET", path, RawHttp.BRAZE + "Accept: text/html\r\n"),
                RawHttp.head("GET", path, RawHttp.BRAZE + "Content-Length: 0\r\n"),
                RawHttp.head("GET", path, RawHttp.BRAZE + "Expect: 100-continue\r\n"),
                RawHttp.head("GET", path + "?limit=many", RawHttp.BRAZE),
                RawHttp.head("DELETE", path, RawHttp.basic("admin:demo")));
        try (RawHttp connection = new RawHttp()) {
            taken(connection, RawHttp.head("GET", path, RawHttp.BRAZE));
            for (String other : others) {
                assertThat(taken(connection, other)).as(other).isEqualTo(1);
            }
        }
    }

    @Test
    void whatComesBehindARequestThatIsNotAnsweredYetTakesItsWay() {
        Proxy.get(user).then().statusCode(200);
        String path = Proxy.WALLETS + "/" + user;
        String hit = RawHttp.head("GET", path, RawHttp.BRAZE);
        Supplier<String> miss = () -> RawHttp.head("GET", Proxy.WALLETS + "/" + Users.somebody(), RawHttp.BRAZE);
        Supplier<String> other = () ->
                RawHttp.head("GET", Proxy.WALLETS + "/" + Users.somebody(), RawHttp.BRAZE + "Content-Length: 0\r\n");
        try (RawHttp connection = new RawHttp()) {
            assertThat(taken(connection, miss.get() + hit + miss.get(), 3)).isZero();
            assertThat(taken(connection, hit + other.get() + hit, 3)).isEqualTo(2);
            assertThat(taken(connection, miss.get() + hit + other.get() + hit, 4))
                    .isEqualTo(2);
            assertThat(taken(connection, hit)).isZero();
        }
    }

    @Test
    void aBodyMayComeAfterItsHead() {
        String json = "{\"user_id\":\"" + user + "\"}";
        String head = RawHttp.head(
                "POST",
                Proxy.WALLETS,
                RawHttp.BRAZE + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n");
        try (RawHttp connection = new RawHttp()) {
            await().untilAsserted(() ->
                    assertThat(takenInTwo(connection, head, json)).as("in time").isZero());
            assertThat(takenInTwo(connection, head + json.substring(0, 9), json.substring(9)))
                    .as("in two pieces")
                    .isEqualTo(1);
            int before = longWay.requests.get();
            connection.send(head);
            await().until(() -> longWay.requests.get() == before + 1);
            connection.send(json);
            assertThat(connection.answer().status()).as("late").isEqualTo(200);
        }
    }

    private int takenInTwo(RawHttp connection, String first, String second) {
        int before = longWay.requests.get();
        connection.send(first);
        // Another request, so that the first piece has been read.
        Proxy.get(user).then().statusCode(200);
        connection.send(second);
        assertThat(connection.answer().body()).contains(user);
        return longWay.requests.get() - before;
    }

    @Test
    void aConnectionMayBeginWithoutAHost() {
        String hit = RawHttp.head("GET", Proxy.WALLETS + "/" + user, RawHttp.BRAZE);
        String miss = RawHttp.head("GET", Proxy.WALLETS + "/" + Users.somebody(), RawHttp.BRAZE);
        try (RawHttp connection = new RawHttp()) {
            taken(connection, hit.replace("Host: localhost\r\n", "") + miss + hit, 3);
            assertThat(taken(connection, hit)).isZero();
        }
    }

    private int taken(RawHttp connection, String request) {
        return taken(connection, request, 1);
    }

    /** How many of the requests took the long way. */
    private int taken(RawHttp connection, String requests, int answers) {
        int before = longWay.requests.get();
        connection.send(requests);
        for (int i = 0; i < answers; i++) {
            assertThat(connection.answer().status()).isNotZero();
        }
        return longWay.requests.get() - before;
    }

    @Singleton
    static final class LongWay {

        private static final int BEFORE_THE_ROUTE = 502;

        private final AtomicInteger requests = new AtomicInteger();
        private volatile String firstHandler = "";
        private volatile @Nullable ChannelPipeline pipeline;

        void register(@Observes Filters filters) {
            filters.register(
                    exchange -> {
                        String path = exchange.request().path();
                        if (path.startsWith(Proxy.WALLETS) || path.equals(Proxy.DROP_IN)) {
                            pipeline = pipeline(exchange.request().connection());
                            firstHandler = pipeline.names().get(0);
                            requests.incrementAndGet();
                        }
                        exchange.next();
                    },
                    BEFORE_THE_ROUTE);
        }

        private static ChannelPipeline pipeline(HttpConnection connection) {
            return ((ConnectionBase) connection).channel().pipeline();
        }

        /** How many requests are decoded from now on of the connection whose request took the long way last. */
        AtomicInteger countDecoded() {
            AtomicInteger decoded = new AtomicInteger();
            ChannelPipeline its = requireNonNull(pipeline);
            ChannelInboundHandlerAdapter counting = new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object message) {
                    if (message instanceof HttpRequest) {
                        decoded.incrementAndGet();
                    }
                    context.fireChannelRead(message);
                }
            };
            // Added by another thread, it would be passed over until the event loop has heard of it.
            its.channel()
                    .eventLoop()
                    .submit(() -> its.addAfter("httpDecoder", null, counting))
                    .syncUninterruptibly();
            return decoded;
        }
    }
}
