package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.offerwallet.simulator.braze.Call.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages from template to text, against a host that does as it is told. */
class BrazeTest {
    private static final String GET = "{% connected_content https://host.invalid/a :save x ";
    private static final String POST = GET + ":method post :body {\"id\":\"{{${user_id}}}\"} ";
    private static final String SHOW = " %}{{x.text}}{{x.__http_status_code__}}";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Recipient ANN = Recipient.of("ann").with("language", "fr");

    private final SteppedTime time = new SteppedTime();

    // ---- Liquid ----

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{{${user_id}}} {{ ${language} | upcase }}                        => ann FR",
                "[{{${first_name}}}]                                              => []",
                "{{${first_name} | default: 'you'}}                               => you",
                "{% if ${first_name} %}no{% else %}yes{% endif %}                 => yes",
                "{% capture a %}<{{${user_id}}}>{% endcapture %}{{a}}{{a}}        => <ann><ann>",
                "{{ \"a & 'b' <c>\" | escape }}                                   => a &amp; &#39;b&#39; &lt;c&gt;",
                "{% assign l = 'a b c' | split: ' ' %}{% for i in l %}{{i}}{% unless forloop.last %},{% endunless %}{% endfor %} => a,b,c",
                "{% raw %}{{${user_id}}}{% endraw %}                              => {{${user_id}}}"
            })
    void aTemplateIsRenderedForItsRecipient(String template, String text) {
        assertThat(Braze.workspace().build().render(Template.of(template), ANN))
                .isEqualTo(new Rendered.Sent(text, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "a {% abort_message('nothing to say') %} b                        => nothing to say",
                "{% if true %}{% abort_message(\"it's\") %}{% endif %}            => it's",
                "{% capture a %}{% abort_message() %}{% endcapture %}             => ``",
                "{% for i in (1..3) %}{% abort_message('no: more') %}{% endfor %} => no: more"
            })
    void aTemplateCanAbortItsMessage(String template, String reason) {
        assertThat(Braze.workspace().build().render(Template.of(template), ANN))
                .isEqualTo(new Rendered.Aborted(reason, List.of()));
    }

    @Test
    void anAbortThatIsntReachedDoesNothing() {
        assertThat(render("{% if false %}{% abort_message('no') %}{% endif %}sent")
                        .text())
                .isEqualTo("sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% if x %}", "{{ x | nonsense }}", "{% nonsense %}", "{{ 'a }}"})
    void whatIsntLiquidIsntSent(String template) {
        assertThat(render(template)).isInstanceOf(Rendered.Unsent.class);
    }

    // ---- What a call sends ----

    @Test
    void liquidIsRenderedInUrlHeadersAndBody() {
        try (var host = StandInHost.answering(200, "{\"text\":\"hello\"}")) {
            var rendered = render(host, """
                    {% capture body %}
                    {"user_id":"{{${user_id}}}"}
                    {% endcapture %}
                    {%- connected_content https://host.invalid/{{${language}}}?q={{ 'a b' | url_encode }}
                      :method post
                      :headers {
                        "Content-Type": "application/json",
                        "X-Reader": "{{${user_id} | upcase}}: {{${language}}}"
                      }
                      :body {{body}}
                      :save answer
                    -%}
                    {{answer.text}} {{answer.__http_status_code__}}""");

            assertThat(rendered.text()).isEqualTo("hello 200");
            var asked = host.asked().get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.uri()).isEqualTo("/fr?q=a+b");
            assertThat(asked.header("Content-Type")).isEqualTo("application/json");
            assertThat(asked.header("X-Reader")).isEqualTo("ANN: fr");
            assertThat(asked.body()).isEqualTo("\n{\"user_id\":\"ann\"}\n");
            assertThat(rendered.calls()).singleElement().satisfies(call -> {
                assertThat(call.method()).isEqualTo("POST");
                assertThat(call.url()).hasToString("https://host.invalid/fr?q=a+b");
                assertThat(call.status()).isEqualTo(200);
                assertThat(call.origin()).isEqualTo(Origin.HOST);
                assertThat(call.duration()).isBetween(Duration.ofNanos(1), HttpCall.DEADLINE);
            });
        }
    }

    @Test
    void credentialsAreStoredByNameAndAHeaderThatIsWrittenCountsMore() {
        try (var host = StandInHost.answering(200, "{}")) {
            var braze = workspace(host)
                    .basicAuth("basic", "braze", "démo")
                    .authCredentials("token", Map.of("X-Api-Key", "secret", "X-Kind", "stored"))
                    .build();

            braze.render(Template.of(POST + ":basic_auth basic %}"), ANN).text();
            braze.render(Template.of(POST + ":auth_credentials token :headers {\"X-Kind\":\"written\"} %}"), ANN)
                    .text();

            assertThat(host.asked().get(0).header("Authorization")).isEqualTo("Basic YnJhemU6ZMOpbW8=");
            assertThat(host.asked().get(1).header("X-Api-Key")).isEqualTo("secret");
            assertThat(host.asked().get(1).header("X-Kind")).isEqualTo("written");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "https://host.invalid/ :basic_auth nobody             => :basic_auth names no credential of this workspace: nobody",
                "https://host.invalid/ :auth_credentials nobody       => :auth_credentials names no credential",
                "https://host.invalid/ :method delete                 => not with DELETE",
                "https://host.invalid:8443/                           => not 8443",
                "ftp://host.invalid/                                  => http or https",
                "{{nothing}}/a                                        => http or https",
                "https://host.invalid/a b                             => ",
                "https://host.invalid/ :headers {\"a\":               => :headers isn't JSON",
                "https://host.invalid/ :headers [\"a\"]               => :headers isn't a JSON object",
                "https://host.invalid/ :headers {\"Host\":\"other\"}  => Host",
                "https://host.invalid/ :cache_max_age soon            => :cache_max_age is in seconds"
            })
    void whatBrazeCouldntCallIsntCalledAndTheMessageIsntSent(String tag, @Nullable String reason) {
        try (var host = StandInHost.answering(200, "{}")) {
            var rendered = render(host, "{% connected_content " + tag + " %}");

            assertThat(rendered).isInstanceOfSatisfying(Rendered.Unsent.class, unsent -> assertThat(unsent.reason())
                    .contains(reason == null ? "" : reason));
            assertThat(host.asked()).isEmpty();
        }
    }

    @Test
    void messagesThatAreRenderedAtOnceDontMix() {
        var many = Executors.newFixedThreadPool(16);
        try (var host = StandInHost.behaving(exchange -> StandInHost.answer(
                exchange, 200, "{\"text\":\"" + exchange.getRequestURI().getPath() + "\"}"))) {
            var braze = workspace(host).build();
            var template = Template.of(
                    "{% connected_content https://host.invalid/{{${user_id}}} :save x %}{{${user_id}}} {{x.text}}");

            List<CompletableFuture<String>> texts = IntStream.range(0, 400)
                    .mapToObj(user -> Recipient.of("u" + user))
                    .map(user -> CompletableFuture.supplyAsync(
                            () -> braze.render(template, user).text(), many))
                    .toList();

            for (int user = 0; user < texts.size(); user++) {
                assertThat(texts.get(user).join()).isEqualTo("u" + user + " /u" + user);
            }
        } finally {
            many.shutdownNow();
        }
    }

    // ---- What an answer is to the template ----

    @Test
    void jsonIsSavedUnderTheNameOrAsConnectedAndTextStandsInItsPlace() {
        try (var host = StandInHost.behaving(exchange -> StandInHost.answer(
                exchange, 200, exchange.getRequestURI().getPath().equals("/json") ? "{\"a\":[{\"b\":7}]}" : "plain"))) {
            assertThat(render(host, "<{% connected_content https://host.invalid/json %}>{{connected.a[0].b}}")
                            .text())
                    .isEqualTo("<>7");
            assertThat(render(host, "<{% connected_content https://host.invalid/json :save x %}>{{x.a.first.b}}")
                            .text())
                    .isEqualTo("<>7");
            assertThat(render(host, "<{% connected_content https://host.invalid/text %}>")
                            .text())
                    .isEqualTo("<plain>");
            assertThat(render(host, "<{% connected_content https://host.invalid/text :save x %}>{{x}}")
                            .text())
                    .isEqualTo("<>plain");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404, 429, 500, 503})
    void whatIsntGoodTellsItsStatusAndRendersAsNothing(int status) {
        try (var host = StandInHost.answering(status, "{\"text\":\"secret\"}")) {
            assertThat(render(host, POST + SHOW).text()).isEqualTo("" + status);
            assertThat(render(host, "<{% connected_content https://host.invalid/a %}{{connected}}>")
                            .text())
                    .isEqualTo("<>");
            assertThat(render(
                            host,
                            GET + "%}{% if x.__http_status_code__ != 200 %}{% abort_message('gone') %}{% endif %}"))
                    .isInstanceOf(Rendered.Aborted.class);
        }
    }

    @Test
    void whatIsTooLargeIsNothing() {
        try (var host = StandInHost.answering(200, "[" + " ".repeat(1_000_000) + "]")) {
            assertThat(render(host, GET + SHOW + "{% if x == nil %}nothing{% endif %}")
                            .text())
                    .isEqualTo("nothing");
        }
    }

    // ---- Cache ----

    @Test
    void aGetIsCachedByItsUrlForFiveMinutes() {
        try (var host = StandInHost.answering(200, "{\"text\":\"hello\"}")) {
            var braze = workspace(host).build();
            var template = Template.of(GET + SHOW);

            assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
            time.goOn(MINUTE.multipliedBy(5).minusMillis(1));
            assertThat(origin(braze, template)).isEqualTo(Origin.CACHE);
            assertThat(braze.render(template, ANN).text()).isEqualTo("hello200");
            assertThat(origin(braze, Template.of(GET.replace("/a", "/b") + SHOW)))
                    .isEqualTo(Origin.HOST);
            time.goOn(Duration.ofMillis(1));
            assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
            assertThat(host.asked()).hasSize(3);
        }
    }

    @Test
    void anotherWorkspaceHasAnotherCache() {
        try (var host = StandInHost.answering(200, "{}")) {
            render(host, GET + SHOW);
            render(host, GET + SHOW);

            assertThat(host.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "60, 5", "900, 15", "14400, 240", "99999, 240"})
    void aCacheAgeIsFromFiveMinutesToFourHours(int seconds, int minutes) {
        for (var call : List.of(GET, POST)) {
            try (var host = StandInHost.answering(200, "{}")) {
                var braze = workspace(host).build();
                var template = Template.of(call + ":cache_max_age " + seconds + SHOW);

                assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
                time.goOn(MINUTE.multipliedBy(minutes).minusMillis(1));
                assertThat(origin(braze, template)).isEqualTo(Origin.CACHE);
                time.goOn(Duration.ofMillis(1));
                assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET + ":no_cache",
                GET + ":no_cache :cache_max_age 900",
                POST,
                POST + ":no_cache :cache_max_age 900"
            })
    void whatIsntToBeCachedIsnt(String call) {
        try (var host = StandInHost.answering(200, "{}")) {
            var braze = workspace(host).build();
            var template = Template.of(call + SHOW);

            assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
            assertThat(origin(braze, template)).isEqualTo(Origin.HOST);
        }
    }

    @Test
    void aCachedPostIsOfItsBody() {
        try (var host = StandInHost.answering(200, "{}")) {
            var braze = workspace(host).build();
            var template = Template.of(POST + ":cache_max_age 300" + SHOW);

            braze.render(template, ANN).text();
            braze.render(template, Recipient.of("bob")).text();

            assertThat(host.asked()).hasSize(2);
        }
    }

    @Test
    void failuresAndLargeAnswersAreNotCached() {
        for (var body : List.of("gone", "x".repeat(1_000_001))) {
            try (var host = StandInHost.answering(body.equals("gone") ? 404 : 200, body)) {
                var braze = workspace(host).build();

                braze.render(Template.of(GET + SHOW), ANN);
                braze.render(Template.of(GET + SHOW), ANN);

                assertThat(host.asked()).hasSize(2);
            }
        }
    }

    // ---- Retries ----

    @Test
    void aFailureIsTriedAgainUntilItIsNone() {
        try (var host = StandInHost.answering(503, 500, 200)) {
            var rendered = render(host, POST + ":retry" + SHOW);

            assertThat(rendered.text()).isEqualTo("hello200");
            assertThat(rendered.calls()).extracting(Call::status).containsExactly(503, 500, 200);
            assertThat(time.naps()).containsExactly(seconds(1, 2));
        }
    }

    @Test
    void afterFiveRetriesTheMessageIsntSent() {
        try (var host = StandInHost.answering(503)) {
            var rendered = render(host, POST + ":retry" + SHOW);

            assertThat(rendered).isInstanceOf(Rendered.Unsent.class);
            assertThat(rendered.calls()).extracting(Call::status).containsExactly(503, 503, 503, 503, 503, 503);
            assertThat(time.naps()).containsExactly(seconds(1, 2, 4, 8, 16));
        }
    }

    @Test
    void nobodyThereIsTriedAgainToo() {
        var gone = StandInHost.answering(200);
        gone.close();

        assertThat(render(gone, POST + ":retry" + SHOW).calls())
                .hasSize(6)
                .allMatch(call -> call.status() == 599 && call.origin() == Origin.BRAZE);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 401, 404, 408, 429})
    void whatWontChangeIsntTriedAgain(int status) {
        try (var host = StandInHost.answering(status)) {
            assertThat(render(host, POST + ":retry" + SHOW).calls()).hasSize(1);
            assertThat(time.naps()).isEmpty();
        }
    }

    @Test
    void nothingIsTriedAgainUnasked() {
        try (var host = StandInHost.answering(503)) {
            assertThat(render(host, POST + SHOW).text()).isEqualTo("503");
            assertThat(host.asked()).hasSize(1);
        }
    }

    @Test
    void inAppMessagesHaveNoRetry() {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.ofInAppMessage(POST + ":retry %}"));
        assertThat(Template.ofInAppMessage(POST + "%}")).isNotNull();
    }

    private Braze.Builder workspace(StandInHost host) {
        return Braze.workspace()
                .route(StandInHost.NAME, host.address())
                .clock(time)
                .sleeper(time);
    }

    private Rendered render(StandInHost host, String template) {
        return workspace(host).build().render(Template.of(template), ANN);
    }

    private static Rendered render(String template) {
        return Braze.workspace().build().render(Template.of(template), ANN);
    }

    private static Origin origin(Braze braze, Template template) {
        var rendered = braze.render(template, ANN);
        assertThat(rendered.calls()).hasSize(1);
        return rendered.calls().get(0).origin();
    }

    private static Duration[] seconds(long... seconds) {
        return IntStream.range(0, seconds.length)
                .mapToObj(i -> Duration.ofSeconds(seconds[i]))
                .toArray(Duration[]::new);
    }
}
