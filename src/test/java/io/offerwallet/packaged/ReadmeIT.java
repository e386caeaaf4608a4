package io.offerwallet.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README's first screen promises. */
class ReadmeIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String readme = Files.readString(Path.of("README.md"));

    ReadmeIT() throws IOException {}

    @Test
    void theRunCommandAndTheCallDoWhatIsShown() throws IOException {
        String run = block("run command");
        assertThat(run)
                .startsWith("mvn -DskipTests package && java ")
                .endsWith("-jar target/quarkus-app/quarkus-run.jar");
        List<String> options = Pattern.compile("-D\\S+")
                .matcher(run.substring(run.indexOf("java ")))
                .results()
                .map(option -> option.group())
                .toList();
        Matcher call = Pattern.compile("curl -u (\\S+) 'localhost:8080(/\\S+)'").matcher(block("call"));
        assertThat(call.find()).isTrue();

        try (PackagedApplication demo = PackagedApplication.start(Map.of(), options.toArray(String[]::new))) {
            HttpResponse<String> miss = demo.get(call.group(2), call.group(1));
            HttpResponse<String> hit = demo.get(call.group(2), call.group(1));

            assertThat(miss.headers().firstValue("X-Cache")).contains("miss");
            assertThat(hit.headers().firstValue("X-Cache")).contains("hit");
            looksLike(JSON.readTree(block("output")), JSON.readTree(miss.body()));
            assertThat(demo.output())
                    .contains("DEMO")
                    .contains("curl -u braze:demo 'http://localhost:" + demo.port() + "/v1/wallets/");
            // For trying things out, so it isn't in the binary that ships.
            assertThat(demo.management("/q/swagger-ui/").statusCode()).isEqualTo(BuiltArtifact.isNative() ? 404 : 200);
            purgeAsTheDemosAdmin(demo);
        }
    }

    private static void purgeAsTheDemosAdmin(PackagedApplication demo) {
        String purge = "{\"user_ids\":[\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\"]}";
        assertThat(demo.post("/v1/wallets/purge", "admin:demo", purge).statusCode())
                .isEqualTo(200);
        assertThat(demo.post("/v1/wallets/purge", "braze:demo", purge).statusCode())
                .isEqualTo(403);
    }

    /** The same fields and the same text; dates go on with the calendar. */
    private static void looksLike(JsonNode shown, JsonNode real) {
        assertThat(real.fieldNames()).toIterable().containsExactlyElementsOf(shown::fieldNames);
        for (String field : List.of("status", "user_id", "culture", "available_points", "available_points_text")) {
            assertThat(real.get(field)).as(field).isEqualTo(shown.get(field));
        }
        JsonNode shownOffer = shown.get("offers").get(0);
        JsonNode realOffer = real.get("offers").get(0);
        assertThat(realOffer.fieldNames()).toIterable().containsExactlyElementsOf(shownOffer::fieldNames);
        for (String field : List.of("title", "description", "terms", "group", "category", "image_url")) {
            assertThat(realOffer.get(field)).as(field).isEqualTo(shownOffer.get(field));
        }
    }

    /** The fenced block after the marker comment of that name. */
    private String block(String name) {
        Matcher block = Pattern.compile("<!-- " + name + " -->\\n```\\w*\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(block.find()).as("a block marked '%s' in the README", name).isTrue();
        return block.group(1);
    }
}
