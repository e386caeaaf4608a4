package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import io.offerwallet.sessionm.Pages.Page;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PagesTest {

    @Test
    void onePageIsGivenAsItCame() {
        Page page = Answers.page(Answers.offers(0, 2, 2));

        assertThat(Pages.join(Arrays.asList(page))).isSameAs(page.body());
    }

    @Test
    void furtherElementsStandBehindTheFirstPagesAndTheRestIsTheFirstPages() {
        assertThat(join(
                        "{\"status\":\"ok\",\"payload\":{\"n\":1.50,\"user_offers\":[1, 2],\"x\":{\"user_offers\":[9]}}, \"y\":0}",
                        "{\"status\":\"ok\",\"payload\":{\"n\":2,\"user_offers\":[ {\"a\":\"é\"} ],\"x\":{\"user_offers\":[8]}}}",
                        "{\"status\":\"ok\",\"payload\":{\"user_offers\":[4]}}"))
                .isEqualTo("{\"status\":\"ok\",\"payload\":{\"n\":1.50,\"user_offers\":[1, 2, {\"a\":\"é\"} ,4],"
                        + "\"x\":{\"user_offers\":[9]}}, \"y\":0}");
    }

    @Test
    void emptyListsLeaveNoComma() {
        assertThat(join(
                        "{\"payload\":{\"user_offers\":[],\"offer_groups\":[ ]}}",
                        "{\"payload\":{\"user_offers\":[],\"offer_groups\":[1]}}",
                        "{\"payload\":{\"user_offers\":[2],\"offer_groups\":[]}}",
                        "{\"payload\":{\"user_offers\":[3],\"offer_groups\":[4]}}"))
                .isEqualTo("{\"payload\":{\"user_offers\":[2,3],\"offer_groups\":[ 1,4]}}");
    }

    @Test
    void listsAreJoinedByNameWhateverTheirOrder() {
        assertThat(join(
                        "{\"payload\":{\"offer_categories\":[1],\"user_offers\":[2],\"offer_groups\":[3]}}",
                        "{\"payload\":{\"offer_groups\":[30],\"user_offers\":[20],\"offer_categories\":[10]}}"))
                .isEqualTo(
                        "{\"payload\":{\"offer_categories\":[1,10],\"user_offers\":[2,20],\"offer_groups\":[3,30]}}");
    }

    @Test
    void aListThatAFurtherPageLacksStaysAsItIs() {
        assertThat(join("{\"payload\":{\"user_offers\":[1],\"offer_groups\":[2]}}", "{\"payload\":{}}"))
                .isEqualTo("{\"payload\":{\"user_offers\":[1],\"offer_groups\":[2]}}");
    }

    private static String join(String... bodies) {
        return Answers.text(Pages.join(Arrays.stream(bodies).map(Answers::page).toList()));
    }
}
