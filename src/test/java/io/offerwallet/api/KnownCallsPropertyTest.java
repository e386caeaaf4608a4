package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whoever knows the heads of calls takes from a connection what who decodes all of it does. */
class KnownCallsPropertyTest {

    private static final String HEADERS = "Host: localhost\r\n" + DecodedCalls.CREDENTIAL;
    private static final String GET = "GET /v1/wallets/a HTTP/1.1\r\n" + HEADERS + "\r\n";
    private static final String JSON = "Content-Type: application/json\r\nContent-Length: ";

    private static final List<String> REQUESTS = List.of(
            GET,
            GET,
            GET.replace("/a", "/b?culture=fr"),
            GET.replace("/a", "/" + DecodedCalls.MISS),
            "GET /v1/wallets/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
            GET.replace("\r\n", "\n"),
            GET.replace("\r\n\r\n", "\n\n"),
            GET.replace("Host", "Ho st"),
            "\r\n" + GET,
            "DELETE /v1/wallets/a HTTP/1.1\r\n" + HEADERS + "\r\n",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + JSON + "2\r\n\r\n{}",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + JSON + "2\r\n\r\n[]",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + JSON + GET.length() + "\r\n\r\n" + GET,
            "POST /v1/wallets HTTP/1.1\n" + HEADERS + JSON + "10\r\n\nab\r\n\r\ncdef",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + JSON + "2\r\nContent-Length: 2\r\n\r\n{}",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + JSON + "+2\r\n\r\n{}",
            "POST /v1/wallets HTTP/1.1\r\n" + HEADERS + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");

    @Property
    void nothingIsTakenOtherwise(@ForAll("requests") List<String> requests, @ForAll("cuts") List<Integer> cuts) {
        String all = String.join("", requests);
        DecodedCalls decoded = DecodedCalls.all();
        DecodedCalls known = DecodedCalls.but(new KnownHeads());
        int from = 0;
        for (int i = 0; from < all.length(); i++) {
            int cut = cuts.get(i % cuts.size());
            // Most requests come whole.
            int to = cut < 0 ? endOfRequest(requests, from) : Math.min(all.length(), from + cut);
            decoded.read(all.substring(from, to));
            known.read(all.substring(from, to));
            from = to;
        }

        assertThat(known.asked()).isEqualTo(decoded.asked());
        decoded.close();
        known.close();
    }

    private static int endOfRequest(List<String> requests, int from) {
        int end = 0;
        for (String request : requests) {
            end += request.length();
            if (end > from) {
                break;
            }
        }
        return end;
    }

    @Provide
    Arbitrary<List<String>> requests() {
        return Arbitraries.of(REQUESTS).list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.frequencyOf(
                        Tuple.of(5, Arbitraries.just(-1)),
                        Tuple.of(1, Arbitraries.integers().between(1, 300)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
