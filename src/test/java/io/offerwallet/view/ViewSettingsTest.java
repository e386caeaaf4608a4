package io.offerwallet.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ViewSettingsTest {

    @Test
    void theDefaultsAreTheStandardNames() {
        ViewSettings settings = TestSettings.with().settings();

        assertThat(settings.maxAnswerBytes()).isEqualTo(1_000_000);
        for (OfferField field : OfferField.values()) {
            assertThat(field.configuredNames(settings.fields()))
                    .as(field.name())
                    .isEqualTo(field.defaultNames());
        }
    }

    @Test
    void everyListOfNamesCanBeSet() {
        for (OfferField field : OfferField.values()) {
            String key =
                    "wallet.fields." + field.name().toLowerCase(Locale.ROOT).replace('_', '-');

            assertThat(field.configuredNames(
                            TestSettings.with(key, "one,two").settings().fields()))
                    .as(key)
                    .isEqualTo(List.of("one", "two"));
        }
    }

    @Test
    void blanksAroundNamesDoNotCount() {
        FieldNames names = TestSettings.with("wallet.fields.title", "one , two").names();

        assertThat(names.candidates("one")).containsExactly(new FieldNames.Candidate(OfferField.TITLE, 0));
        assertThat(names.candidates("two")).containsExactly(new FieldNames.Candidate(OfferField.TITLE, 1));
    }

    @Test
    void aBlankNameIsRefused() {
        TestSettings settings = TestSettings.with("wallet.fields.title", "one, ,two");

        assertThatIllegalArgumentException().isThrownBy(settings::names).withMessageContaining("TITLE");
    }

    @Test
    void aBoundTooSmallForAnyAnswerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalletView(1_999))
                .withMessage("max-answer-bytes must be 2000 or more, but is 1999.");
    }

    @Test
    void theProducersUseTheSettings() {
        ViewSettings settings = TestSettings.with("wallet.fields.title", "nom").settings();
        ViewProducers producers = new ViewProducers();

        assertThat(producers
                        .walletReader(settings)
                        .read(Bodies.wallet("{\"nom\":\"n\"}"))
                        .orElseThrow()
                        .offers()
                        .get(0)
                        .title())
                .isEqualTo("n");
        assertThat(producers.walletView(settings)).isNotNull();
    }
}
