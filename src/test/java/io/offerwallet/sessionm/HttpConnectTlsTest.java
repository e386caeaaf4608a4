package io.offerwallet.sessionm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.offerwallet.testing.PrivateCa;
import io.offerwallet.wallet.Failure;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom we believe to be SessionM. */
class HttpConnectTlsTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 1000;
    /** Each event loop has connections of its own. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private static final Queue<HttpVersion> VERSIONS = new ConcurrentLinkedQueue<>();

    private static Path files;
    private static PrivateCa ours;
    private static PrivateCa anothers;
    private static HttpServer localhost;
    private static HttpServer elsewhere;

    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void startServers(@TempDir Path directory) {
        files = directory;
        ours = PrivateCa.in(files, "ours");
        anothers = PrivateCa.in(files, "anothers");
        localhost = server(ours.issueFor("localhost"));
        elsewhere = server(ours.issueFor("sessionm.example"));
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void takesTheAnswerOfAServerThatAConfiguredCaVouchesFor() {
        assertThat(ask(localhost, ours.certificate())).isEqualTo("hello");
        assertThat(reasons).isEmpty();
    }

    /** HTTP/2 would put all calls on one connection, and the pool is sized for one call on each. */
    @Test
    void speaksHttp11OverTls() {
        VERSIONS.clear();

        ask(localhost, ours.certificate());

        assertThat(VERSIONS).containsExactly(HttpVersion.HTTP_1_1);
    }

    /** There is one connection, so that who doesn't leave it stops everybody. */
    @Test
    void aCallThatIsGivenUpLeavesItsConnectionToTheNext() {
        HttpConnect connect = connect(localhost.actualPort(), certificates(ours.certificate()));
        connect.open("Basic bm9ib2R5").await().atMost(LONGEST).giveUp();
        ConnectApi.Call used = connect.open("Basic bm9ib2R5").await().atMost(LONGEST);
        var cancelled = connect.open("Basic bm9ib2R5").subscribe().with(call -> {});
        cancelled.cancel();
        used.send("{}".getBytes(UTF_8), MAX_BYTES, () -> true).await().atMost(LONGEST);

        assertThat(connect.open("Basic bm9ib2R5").await().atMost(LONGEST)).isNotNull();
        assertThat(reasons).isEmpty();
    }

    @Test
    void aCallWhoseAnswerIsTooLongIsCutOffAndLeavesItsPlaceToTheNext() {
        HttpConnect connect = connect(localhost.actualPort(), certificates(ours.certificate()));
        ConnectApi.Call call = connect.open("Basic bm9ib2R5").await().atMost(LONGEST);

        assertThatThrownBy(() -> call.send("{}".getBytes(UTF_8), "hello".length() - 1, () -> true)
                        .await()
                        .atMost(LONGEST))
                .isInstanceOfSatisfying(
                        SessionMFailure.class,
                        failure -> assertThat(failure.failed().failure()).isEqualTo(Failure.TOO_LARGE));
        assertThat(connect.open("Basic bm9ib2R5").await().atMost(LONGEST)).isNotNull();
        assertThat(reasons).isEmpty();
    }

    @Test
    void trustsEveryCaOfEveryFile() throws IOException {
        Path both = files.resolve("both.pem");
        Files.writeString(both, Files.readString(anothers.certificate()) + Files.readString(ours.certificate()));

        assertThat(ask(localhost, both)).isEqualTo("hello");
        assertThat(ask(localhost, anothers.certificate(), ours.certificate())).isEqualTo("hello");
    }

    @Test
    void refusesAServerThatOnlyAnotherCaVouchesFor() {
        assertThatThrownBy(() -> ask(localhost, anothers.certificate())).isInstanceOf(Exception.class);
        assertThat(reasons)
                .singleElement()
                .asString()
                .contains("PKIX path building failed")
                .contains("unable to find valid certification path");
    }

    @Test
    void refusesAPrivateCaWhenNoneIsConfigured() {
        assertThatThrownBy(() -> ask(localhost)).isInstanceOf(Exception.class);
        assertThat(reasons).singleElement().asString().contains("PKIX path building failed");
    }

    @Test
    void refusesAServerOfAnotherName() {
        assertThatThrownBy(() -> ask(elsewhere, ours.certificate())).isInstanceOf(Exception.class);
        assertThat(reasons)
                .singleElement()
                .asString()
                .contains("No subject alternative DNS name matching localhost found");
    }

    @Test
    void givesUpOnAServerThatTakesTheConnectionAndSaysNothing() {
        NetServer silent = VERTX.createNetServer().connectHandler(socket -> {});
        silent.listen(0, "localhost").toCompletionStage().toCompletableFuture().join();

        assertThatThrownBy(() -> ask(silent.actualPort(), Map.of("sessionm.connect.timeout", "200ms")))
                .isInstanceOf(Exception.class);
        assertThat(reasons).singleElement().asString().contains("handshake timed out after 200ms");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(1, certificates(files.resolve("nowhere.pem"))))
                .withMessageContaining("SESSIONM_CONNECT_CA_CERTIFICATES")
                .withMessageContaining(files.resolve("nowhere.pem").toString());
    }

    @Test
    void refusesAFileThatCannotBeRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(1, certificates(ours.certificate(), files)))
                .withMessageContaining("SESSIONM_CONNECT_CA_CERTIFICATES")
                .withMessageContaining("'" + files + "' can't be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a certificate",
                "-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nbm90IG9uZQ==\n-----END PRIVATE KEY-----\n"
            })
    void refusesAFileWithoutACertificate(String content) throws IOException {
        Path file = Files.writeString(files.resolve("content.pem"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(1, certificates(file)))
                .withMessageContaining("SESSIONM_CONNECT_CA_CERTIFICATES")
                .withMessageContaining("'" + file + "' holds no certificate");
    }

    private static HttpServer server(PrivateCa.Identity identity) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(identity.certificate().toString())
                        .addKeyPath(identity.key().toString()));
        return VERTX.createHttpServer(options)
                .requestHandler(request -> {
                    VERSIONS.add(request.version());
                    request.response().end("hello");
                })
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private String ask(HttpServer server, Path... trusted) {
        return ask(server.actualPort(), certificates(trusted));
    }

    private String ask(int port, Map<String, String> settings) {
        byte[] answer = connect(port, settings)
                .open("Basic bm9ib2R5")
                .flatMap(call -> call.send("{}".getBytes(UTF_8), MAX_BYTES, () -> true))
                .await()
                .atMost(LONGEST);
        return new String(answer, UTF_8);
    }

    private static Map<String, String> certificates(Path... trusted) {
        return trusted.length == 0
                ? Map.of()
                : Map.of(
                        "sessionm.connect.ca-certificates",
                        Stream.of(trusted).map(Path::toString).collect(Collectors.joining(",")));
    }

    private HttpConnect connect(int port, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("sessionm.connect.url", "https://localhost:" + port);
        all.putIfAbsent("sessionm.connect.timeout", "10s");
        return new HttpConnect(
                VERTX, TestSettings.with(all).connect(), 1, failure -> reasons.add(BrokenConnection.reason(failure)));
    }
}
