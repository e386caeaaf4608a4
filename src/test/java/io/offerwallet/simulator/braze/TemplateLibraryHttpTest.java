package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.testing.MovableClock;
import io.offerwallet.testing.Sessionm;
import io.offerwallet.testing.Simulator;
import io.offerwallet.testing.Undo;
import io.offerwallet.testing.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The templates of docs/braze, as a marketer would paste them, against the proxy. */
@QuarkusTest
@TestProfile(ArabicToo.class)
class TemplateLibraryHttpTest implements Undo {
    private static final Path LIBRARY = Path.of("docs/braze");
    private static final Instant NOON = Instant.parse("2031-03-12T12:00:01Z");
    private static final String IN_TWO_DAYS = "2031-03-14T21:30:00Z";
    private static final String FALLBACK = "See all your offers in the app.";

    /** Breaks mails that don't escape, and is right where nothing need be escaped. */
    private static final String AWKWARD = "\"Fish\" & 'Chips' <b>50 %</b> 🎂 \u200Fعرض خاص\u200F";

    private final MovableClock clock = new MovableClock();
    private final SteppedTime time = new SteppedTime();

    /** The files, by what they are for. */
    enum Message {
        EMAIL_HTML,
        EMAIL_TEXT,
        PUSH,
        SMS,
        IN_APP_MESSAGE;

        Template template() {
            return this == IN_APP_MESSAGE ? Template.readInAppMessage(file()) : Template.read(file());
        }

        Path file() {
            return LIBRARY.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + ".liquid");
        }

        boolean showsOffers() {
            return this != SMS;
        }

        boolean showsPoints() {
            return this == SMS || this == EMAIL_TEXT;
        }
    }

    @BeforeEach
    void standAtNoon() {
        clock.goOnFrom(NOON);
    }

    @Test
    void everyFileIsRenderedHereAndLinkedFromTheDocumentation() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(LIBRARY)) {
            files = found.toList();
        }
        var documentation = Files.readString(Path.of("docs/braze.md"));

        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Message.values()).map(Message::file).toList());
        assertThat(files).allSatisfy(file -> assertThat(documentation).contains("(braze/" + file.getFileName() + ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | en-US | March 14, 2031 | 39,000",
                "fr | fr-FR | 14 mars 2031 | 39\u202F000",
                "de | de-DE | 14. März 2031 | 39.000",
                "ja | ja-JP | 2031年3月14日 | 39,000"
            })
    void everyMessageIsInItsReadersLanguage(String language, String culture, String date, String points) {
        var user = someoneWith(1, expiring());
        var title = Simulator.at(RestAssured.port)
                .wallet(user, culture)
                .required("user_offers")
                .required(0)
                .required("name")
                .textValue();

        for (var message : Message.values()) {
            shows(message, text(message, Recipient.of(user).with("language", language)), title, date, points);
        }
    }

    @Test
    void everyMessageCanBeReadFromRightToLeft() {
        var title = "قهوة «مجانية» ☕";
        var user = someoneWith(1, with(expiring(), "name", title));

        for (var message : Message.values()) {
            shows(
                    message,
                    text(message, Recipient.of(user).with("language", "ar-EG")),
                    title,
                    "١٤ مارس ٢٠٣١",
                    "٣٩٬٠٠٠");
        }
        assertThat(text(Message.EMAIL_HTML, Recipient.of(user).with("language", "ar")))
                .contains("<html lang=\"ar-EG\">", "<h2 dir=\"auto\">" + title + "</h2>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "de", "ja", "ar"})
    void awkwardTextsBreakNoMailAndAreLeftAloneElsewhere(String language) {
        var fields = with(expiring(), "name", AWKWARD);
        fields.put("description", "</p><script>alert('x')</script> {{wallet.user_id}} {% raw %}");
        fields.put("media", List.of(Map.of("uri", "https://x/\" onerror=\"alert(1)", "category_name", "logo")));
        var reader = Recipient.of(someoneWith(2, fields)).with("language", language);

        assertThat(render(Message.EMAIL_HTML, reader).text())
                .containsOnlyOnce("<body>")
                .doesNotContain("<b>", "<script", "\" onerror", "Chips'")
                .contains("&quot;Fish&quot; &amp; &#39;Chips&#39; &lt;b&gt;50 %&lt;/b&gt; 🎂 \u200Fعرض خاص\u200F</h2>")
                .contains("&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .contains("src=\"https://x/&quot; onerror=&quot;alert(1)\"");
        for (var message : List.of(Message.EMAIL_TEXT, Message.PUSH, Message.IN_APP_MESSAGE)) {
            assertThat(text(message, reader)).contains(AWKWARD);
        }
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void whatAnOfferLacksLeavesNoTrace(Message message) {
        var bare = new HashMap<String, @Nullable Object>();
        for (var field : List.of(
                "description",
                "terms_and_conditions",
                "media",
                "pos_discount_id",
                "expiration_date",
                "redemption_end_date")) {
            bare.put(field, null);
        }
        bare.put("name", "Coffee");
        var rendered = render(message, Recipient.of(someoneWith(1, bare)));

        if (message == Message.PUSH) {
            assertThat(rendered).as("what never expires doesn't expire soon").isInstanceOf(Rendered.Aborted.class);
            return;
        }
        assertThat(clean(rendered.text())).doesNotContainIgnoringCase("until").doesNotContain("<img", "()", "<p");
        assertThat(rendered.text().contains("Coffee")).isEqualTo(message.showsOffers());
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void anOfferWithoutATitleIsNothingToSay(Message message) {
        hasNothingToShow(message, someoneWith(2, with(expiring(), "name", null)));
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void noOffersAreNothingToSay(Message message) {
        hasNothingToShow(message, someoneWith(0, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "null"})
    void noPointsAreNothingToSay(String points) {
        var wallet = "{\"status\":\"ok\",\"available_points\":%s,\"available_points_text\":\"\",\"offers\":[]}";
        try (var proxy = StandInHost.answering(200, wallet.formatted(points))) {
            var braze = workspace(proxy.address()).build();

            assertThat(braze.render(Message.SMS.template(), Recipient.of(Users.somebody())))
                    .isInstanceOfSatisfying(Rendered.Aborted.class, aborted -> assertThat(aborted.reason())
                            .isEqualTo("no points to tell of"));
        }
    }

    @Test
    void whatExpiresTodayIsSaidSo() {
        var user = someoneWith(1, with(Map.of("expiration_date", "2031-03-12T23:00:00Z"), "name", "Coffee"));

        assertThat(text(Message.PUSH, Recipient.of(user)).strip()).isEqualTo("Only today: Coffee");
        assertThat(text(Message.PUSH, Recipient.of(user).with("time_zone", "Asia/Tokyo"))
                        .strip())
                .isEqualTo("Only until March 13, 2031: Coffee");
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void aProfileWithoutAUserIdGetsNoWallet(Message message) {
        isUnavailable(message, render(message, Recipient.unknown()), 400);
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void anUnknownUserGetsNoWallet(Message message) {
        isUnavailable(message, render(message, Recipient.of(Users.unknown())), 404);
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void whenSessionmIsDownNothingWrongIsSent(Message message) {
        Sessionm.whileDown(() -> {
            var rendered = render(message, Recipient.of(Users.somebody()));

            if (message == Message.IN_APP_MESSAGE) {
                assertThat(clean(rendered.text())).isEqualTo(FALLBACK);
                assertThat(rendered.calls())
                        .as("asked for nothing rather than an error")
                        .extracting(Call::status)
                        .containsExactly(200);
            } else {
                assertThat(rendered).isInstanceOf(Rendered.Unsent.class);
                assertThat(rendered.calls()).hasSize(6).allMatch(call -> call.status() == 503);
            }
        });
    }

    @Test
    void whenSessionmIsBackARetryFindsIt() {
        var user = someoneWith(1, with(expiring(), "name", "Coffee"));
        Sessionm.behave("fault", "outage");
        var braze = workspace()
                .sleeper(backoff -> Sessionm.behaveAgain())
                .build()
                .render(Message.PUSH.template(), Recipient.of(user));

        assertThat(clean(braze.text())).contains("Coffee");
        assertThat(braze.calls()).extracting(Call::status).containsExactly(503, 200);
    }

    @Test
    void bothPartsOfAMailAreOneCallOfSessionm() {
        var user = someoneWith(3, Map.of("name", "Coffee"));
        var reader = Recipient.of(user).with("language", "de");

        text(Message.EMAIL_HTML, reader);
        text(Message.EMAIL_TEXT, reader);

        assertThat(Sessionm.callsFor(user)).isOne();
    }

    /** What a page of the documentation shows, put together as its reader would. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/braze.md"})
    void snippetsOfTheDocumentationRender(String page) throws IOException {
        var snippets = Files.readString(Path.of(page))
                .lines()
                .collect(Collectors.joining("\n"))
                .split("```", -1);
        var template = Stream.of(snippets)
                .filter(snippet -> snippet.startsWith("liquid\n"))
                .map(snippet -> snippet.substring("liquid\n".length()))
                .collect(Collectors.joining("\n"))
                .replace("YOUR-RETAILER-ID", Simulator.RETAILER);
        var user = someoneWith(1, with(expiring(), "name", "Coffee"));

        var rendered = workspace()
                .build()
                .render(Template.of(template), Recipient.of(user).with("language", "en"));

        assertThat(clean(rendered.text())).contains("Coffee").contains("March 14, 2031");
        assertThat(rendered.calls()).isNotEmpty().allMatch(call -> call.status() == 200);
    }

    private void hasNothingToShow(Message message, String user) {
        var rendered = render(message, Recipient.of(user));
        switch (message) {
            case EMAIL_HTML, EMAIL_TEXT -> isAborted(rendered, "no offers to show");
            case PUSH -> isAborted(rendered, "nothing expires soon");
            case SMS -> assertThat(clean(rendered.text())).contains("39,000 points");
            case IN_APP_MESSAGE -> assertThat(clean(rendered.text())).isEqualTo(FALLBACK);
        }
    }

    private void isUnavailable(Message message, Rendered rendered, int status) {
        assertThat(rendered.calls()).extracting(Call::status).containsExactly(status);
        if (message == Message.IN_APP_MESSAGE) {
            assertThat(clean(rendered.text())).isEqualTo(FALLBACK);
        } else {
            isAborted(rendered, "offer wallet unavailable");
        }
    }

    private static void isAborted(Rendered rendered, String reason) {
        assertThat(rendered).isInstanceOfSatisfying(Rendered.Aborted.class, aborted -> assertThat(aborted.reason())
                .isEqualTo(reason));
    }

    private static void shows(Message message, String text, String title, String date, String points) {
        if (message.showsOffers()) {
            assertThat(text).as("%s", message).contains(message == Message.EMAIL_HTML ? escaped(title) : title, date);
        }
        if (message.showsPoints()) {
            assertThat(text).as("%s", message).contains(points);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String text(Message message, Recipient reader) {
        return clean(render(message, reader).text());
    }

    /** The text, if nothing of a template is left in it. */
    private static String clean(String text) {
        assertThat(text)
                .doesNotContain("{{", "}}", "{%", "%}", "null", "undefined")
                .isNotBlank();
        return text;
    }

    private Rendered render(Message message, Recipient reader) {
        return workspace().build().render(message.template(), reader);
    }

    private Braze.Builder workspace() {
        return workspace("http://localhost:" + RestAssured.port);
    }

    private Braze.Builder workspace(String proxy) {
        return Braze.workspace()
                .route("wallet.example.com", proxy)
                .basicAuth("offer_wallet", "braze", "demo")
                .clock(time)
                .sleeper(time);
    }

    private static Map<String, @Nullable Object> expiring() {
        var fields = new HashMap<String, @Nullable Object>();
        fields.put("expiration_date", IN_TWO_DAYS);
        return fields;
    }

    private static Map<String, @Nullable Object> with(
            Map<String, ? extends @Nullable Object> fields, String name, @Nullable Object value) {
        var more = new HashMap<String, @Nullable Object>(fields);
        more.put(name, value);
        return more;
    }

    private static String someoneWith(int offers, Map<String, ? extends @Nullable Object> fields) {
        var user = Users.somebody();
        Simulator.at(RestAssured.port)
                .change(user, Map.of("offers", offers, "available_points", 39_000, "offer_fields", fields));
        return user;
    }
}
