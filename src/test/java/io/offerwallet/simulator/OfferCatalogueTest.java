package io.offerwallet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OfferCatalogueTest {
    private final OfferCatalogue catalogue = OfferCatalogue.load();

    @Test
    void everyTextIsTranslatedIntoEveryCulture() {
        assertThat(catalogue.templates()).hasSize(12);
        for (var template : catalogue.templates()) {
            distinctPerCulture(template, OfferTemplate.Texts::name);
            distinctPerCulture(template, OfferTemplate.Texts::description);
            distinctPerCulture(template, OfferTemplate.Texts::terms);
        }
    }

    @Test
    void groupsAndCategoriesOfOffersExist() {
        var groups = catalogue.groups().stream().map(OfferCatalogue.Heading::key);
        var categories = catalogue.categories().stream().map(OfferCatalogue.Heading::key);

        assertThat(groups.toList())
                .containsAll(
                        catalogue.templates().stream().map(OfferTemplate::group).toList());
        assertThat(categories.toList())
                .containsAll(catalogue.templates().stream()
                        .map(OfferTemplate::category)
                        .toList());
    }

    @Test
    void textsHoldCharactersThatBreakCarelessTemplates() {
        var all = texts().toList().toString();

        assertThat(all).contains("\"", "'", "&", "<", ">", "é", "☕", "🎂", "¢", "誕");
    }

    @Test
    void theNearestCultureIgnoresCaseAndFallsBackToEnglish() {
        assertThat(catalogue.nearest("FR-ca")).isEqualTo("fr-CA");
        assertThat(catalogue.nearest("fr")).isEqualTo("en-US");
        assertThat(catalogue.nearest("")).isEqualTo("en-US");
    }

    @Test
    void aTextThatLacksACultureIsRefused() throws IOException {
        var json = new ObjectMapper().readTree(getClass().getResourceAsStream("/simulator/offer-catalogue.json"));
        ((ObjectNode) json.required("offers").required(0).required("texts")).remove("ja-JP");

        assertThatThrownBy(() -> OfferCatalogue.read(json)).hasMessageContaining("ja-JP");
    }

    private Stream<OfferTemplate.Texts> texts() {
        return catalogue.templates().stream().flatMap(template -> template.texts().values().stream());
    }

    private void distinctPerCulture(OfferTemplate template, Function<OfferTemplate.Texts, String> part) {
        var texts = template.texts().values().stream().map(part).toList();
        assertThat(new HashSet<>(texts)).as(template.key()).hasSize(7).hasSameSizeAs(catalogue.cultures());
        assertThat(texts).noneMatch(String::isBlank);
    }
}
