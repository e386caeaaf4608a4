package io.offerwallet.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientsTest {
    private static final String SOMEBODY = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    private static final String SOMEBODY_ELSE = "9b2f7a54-6d0b-4c38-8a55-2f0b1f3c7e10";

    @Test
    void theSameSeedGivesTheSameRecipientsAndAnotherOneOthers() {
        var some = Recipients.of(Sends.with("recipients", "500")).all().toList();
        var again = Recipients.of(Sends.with("recipients", "500")).all().toList();
        var others = Recipients.of(Sends.with("recipients", "500", "seed", "8")).all();

        assertThat(again).isEqualTo(some);
        assertThat(others.map(Recipient::userId))
                .doesNotContainAnyElementsOf(
                        some.stream().map(Recipient::userId).toList());
    }

    @Test
    void nobodyIsSentToTwice() {
        var ids = Recipients.of(Sends.with("recipients", "50000")).all().map(Recipient::userId);

        assertThat(ids.map(UUID::fromString)).doesNotHaveDuplicates();
    }

    @Test
    void recipientsAreMixedAsTheSettingsSay() {
        var recipients = Recipients.of(Sends.with(
                "recipients",
                "20000",
                "warm",
                "0.9",
                "simplified",
                "0.5",
                "get",
                "0.4",
                "cultures",
                "fr:fr-FR=1,en-US=3"));

        assertThat(part(recipients, Recipient::warm)).isCloseTo(0.9, within(0.02));
        assertThat(part(recipients, is(CallKind.DROP_IN))).isCloseTo(0.5, within(0.02));
        assertThat(part(recipients, is(CallKind.GET_WALLET))).isCloseTo(0.2, within(0.02));
        assertThat(part(recipients, is(CallKind.POST_WALLET))).isCloseTo(0.3, within(0.02));
        assertThat(part(recipients, recipient -> recipient.said().equals("fr"))).isCloseTo(0.25, within(0.02));
        assertThat(part(recipients, recipient -> recipient.calls() == 2)).isCloseTo(0.5, within(0.02));
        assertThat(part(recipients, recipient -> recipient.calls() == 3)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void whoIsWarmHasNothingToDoWithTheirCulture() {
        var warm = Recipients.of(Sends.with("recipients", "20000", "warm", "0.5", "cultures", "fr-FR=1,en-US=1"))
                .all()
                .collect(Collectors.groupingBy(
                        Recipient::culture, Collectors.averagingDouble(recipient -> recipient.warm() ? 1 : 0)));

        assertThat(warm).hasSize(2).allSatisfy((culture, share) -> assertThat(share)
                .isCloseTo(0.5, within(0.03)));
    }

    @Test
    void usersOfAFileAreTakenFromTheirFirstColumn(@TempDir Path directory) throws IOException {
        var file = directory.resolve("users.csv");
        Files.writeString(file, "user_id,name\n%s,x\n\"%s\",y\n%s,x\n".formatted(SOMEBODY, SOMEBODY_ELSE, SOMEBODY));

        var recipients = Recipients.of(Sends.with("recipients", "2", "recipients.file", file.toString()));

        assertThat(recipients.all().map(Recipient::userId)).containsExactly(SOMEBODY, SOMEBODY_ELSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipients.of(Sends.with("recipients", "3", "recipients.file", file.toString())))
                .withMessageContaining("as many users as recipients says (3), but has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipients.of(Sends.with("recipients.file", file + "x")))
                .withMessageContaining("can't be read");
    }

    private static Predicate<Recipient> is(CallKind kind) {
        return recipient -> recipient.kind() == kind;
    }

    private static double part(Recipients recipients, Predicate<Recipient> which) {
        return recipients.all().collect(Collectors.partitioningBy(which, Collectors.counting())).entrySet().stream()
                        .filter(Map.Entry::getKey)
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                / (double) recipients.count();
    }
}
