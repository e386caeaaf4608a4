package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderingsTest {
    private final SendSettings settings = Sends.with("recipients", "6000", "minutes", "1", "spread", "5s");
    private final Recipients recipients = Recipients.of(settings);

    @Test
    void everyRecipientIsRenderedAsOftenAsIsTheirs() {
        Map<String, Integer> made = new HashMap<>();
        places().forEach((user, places) -> made.put(user, places.size()));

        assertThat(made).hasSize(6000);
        assertThat(recipients.all())
                .allSatisfy(recipient -> assertThat(made).containsEntry(recipient.userId(), recipient.calls()));
        assertThat(made.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(Renderings.count(recipients));
    }

    /** Five of sixty seconds are a twelfth of all calls, or somewhat more where the draw puts more of them. */
    @Test
    void theCallsForARecipientComeWithinTheSpread() {
        int most = Renderings.count(recipients) / 12 * 11 / 10;

        assertThat(places().values()).allSatisfy(places -> assertThat(places.get(places.size() - 1) - places.get(0))
                .isLessThan(most));
    }

    @Test
    void recipientsBeginOneAfterTheOther() {
        assertThat(places().keySet())
                .containsExactlyElementsOf(
                        recipients.all().map(Recipient::userId).toList());
    }

    private Map<String, List<Integer>> places() {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        var renderings = new Renderings(recipients, settings);
        for (int place = 0; renderings.hasNext(); place++) {
            places.computeIfAbsent(renderings.next().userId(), user -> new ArrayList<>())
                    .add(place);
        }
        return places;
    }
}
