package io.offerwallet.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.offerwallet.deployment.DeploymentFiles.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingScriptTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("```sh\ndeployment/sizing.sh (.+)\n```\n\n```\n((?s:.+?))```");

    private final DeploymentFiles files = DeploymentFiles.copy();

    @Test
    void theDocumentShowsWhatTheScriptSays() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/sizing.md")));
        int examples = 0;
        while (example.find()) {
            assertThat(files.run("", "sizing.sh", example.group(1).split(" "))).isEqualTo(example.group(2));
            examples++;
        }
        assertThat(examples).isEqualTo(2);
    }

    @Test
    void aSendThatSessionmCantKeepUpWithIsThrottledToWhatItCan() {
        String said = json("--recipients=600000", "--minutes=10", "--sessionm-rate=110", "--peak-factor=2");

        assertThat(said).contains("\"fits\":false").contains("\"allowed_rate\":100,");
        // 600,000 wallets at half of 100 a second.
        assertThat(number(said, "throttled", "seconds")).isBetween(11_999.0, 12_001.0);
        assertThat(said).contains("\"messages_per_minute\":3000,");
    }

    @Test
    void prewarmedWalletsCountAsLongAsTheyAreFresh() {
        // Prewarmed at 50 a second for 100 s, sent to in 60: all fresh within 160 s, and a quarter of the jitter to
        // spare.
        String[] send = {
            "--recipients=5000",
            "--minutes=1",
            "--sessionm-rate=110",
            "--prewarmed=1",
            "--pods=4",
            "--freshness-jitter=0",
            "--spread-seconds=0"
        };

        assertThat(number(json(send, "--prewarm-ttl-seconds=160"), "asked", "sessionm_calls"))
                .isZero();
        // Sums of even draws from 100 and 60 exceed 100 as often as 30 of 100.
        assertThat(number(json(send, "--prewarm-ttl-seconds=100"), "asked", "expired"))
                .isBetween(1499.0, 1501.0);
    }

    @Test
    void thePrewarmTakesAsLongAsItsPartOfTheBudgetOrItsCallsAtOnceLetIt() {
        String[] send = {"--recipients=10000", "--minutes=10", "--prewarmed=1", "--pods=2"};

        // A quarter of 100 a second.
        assertThat(number(json(send, "--sessionm-rate=110", "--prewarm-budget-part=0.25"), "asked", "prewarm_seconds"))
                .isBetween(399.9, 400.1);
        // Each pod has a hundred wallets after 13 times 300 ms, with 8 calls at once; and no more than a hundred at
        // once, however many calls it might make.
        assertThat(number(json(send, "--sessionm-rate=5500"), "asked", "prewarm_seconds"))
                .isBetween(194.9, 195.1);
        assertThat(number(json(send, "--sessionm-rate=5500", "--prewarm-concurrency=1000"), "asked", "prewarm_seconds"))
                .isBetween(14.9, 15.1);
    }

    @Test
    void aPodWithLittleToDoTakesMoreForEachRequest() {
        String[] send = {
            "--minutes=60",
            "--sessionm-rate=100000",
            "--pods=1",
            "--cache-max-mib=100000",
            "--cpu-idle-cores=0",
            "--cpu-power=0.5"
        };
        double much = number(json(send, "--recipients=10000000"), "asked", "cpu_mean");
        double twiceAsMuch = number(json(send, "--recipients=20000000"), "asked", "cpu_mean");
        double little = number(json(send, "--recipients=10000"), "asked", "cpu_mean");
        double fourTimesAsMuch = number(json(send, "--recipients=40000"), "asked", "cpu_mean");

        assertThat(much).isGreaterThan(0.5);
        assertThat(twiceAsMuch).isCloseTo(2 * much, withinPercentage(0.1));
        assertThat(little).isLessThan(0.1);
        assertThat(fourTimesAsMuch).isCloseTo(2 * little, withinPercentage(0.1));
    }

    @Test
    void missesTakeLessWhereTheBudgetBinds() {
        String[] send = {
            "--minutes=60",
            "--sessionm-rate=1100",
            "--calls-per-recipient=1",
            "--pods=1",
            "--peak-factor=2",
            "--cpu-idle-cores=0",
            "--cpu-power=1",
            "--cpu-miss-us=1000",
            "--cpu-miss-us-per-kb=0",
            "--cpu-wave-part=0.25"
        };
        // 1,000 a second are allowed. At the peak there are 900, 1,600 and 20,000.
        String below = json(send, "--recipients=1620000");
        String atThePeak = json(send, "--recipients=2880000");
        String all = json(send, "--recipients=36000000");

        assertThat(number(below, "asked", "cpu_mean")).isCloseTo(0.45, within(0.001));
        assertThat(number(below, "asked", "cpu_peak")).isCloseTo(0.9, within(0.001));
        assertThat(number(atThePeak, "asked", "cpu_mean")).isCloseTo(0.8, within(0.001));
        // No less than on average, though each takes less.
        assertThat(number(atThePeak, "asked", "cpu_peak")).isCloseTo(0.8, within(0.001));
        assertThat(number(all, "asked", "cpu_mean")).isCloseTo(2.5, within(0.001));
        assertThat(number(all, "asked", "cpu_peak")).isCloseTo(5, within(0.001));
        assertThat(number(all, "throttled", "cpu_mean")).isCloseTo(0.5, within(0.001));
    }

    /** Beside a send that is played: each call of a wallet comes to any pod, at any time within the spread after the first. */
    @ParameterizedTest
    @CsvSource({
        // pods, calls, spread, recipients a second, cache-max-mib, memory-for
        "1, 3, 3, 1000, 64, 10",
        "1, 3, 3, 1000, 32, 10",
        "3, 3, 3, 1000, 8, 10",
        "3, 3, 3, 3000, 32, 10",
        "2, 3, 10, 500, 64, 10",
        "4, 3, 10, 1000, 64, 10",
        "2, 3, 20, 300, 64, 10",
        "2, 2, 1.5, 800, 64, 2"
    })
    void walletsAreLookedForInRedisWhenMemoryHasLetGo(
            int pods, int calls, double spread, int perSecond, int maxMib, int memoryFor) {
        int recipients = 40_000;
        // With the answer and what a wallet takes beside it, 16 KiB.
        String said = json(
                "--recipients=" + recipients,
                "--minutes=" + recipients / 60.0 / perSecond,
                "--sessionm-rate=100000",
                "--calls-per-recipient=" + calls,
                "--pods=" + pods,
                "--spread-seconds=" + spread,
                "--cache-max-mib=" + maxMib,
                "--memory-for-seconds=" + memoryFor,
                "--wallet-bytes=13464");
        int lookups = lookups(calls(recipients, calls, spread, perSecond), pods, maxMib * 64, memoryFor);
        assertThat(number(said, "asked", "redis_hits")).isCloseTo(lookups - recipients, within(0.04 * recipients));
    }

    private record Call(double at, int wallet) {}

    private static List<Call> calls(int recipients, int callsEach, double spread, int perSecond) {
        Random random = new Random(1);
        List<Call> calls = new ArrayList<>();
        for (int wallet = 0; wallet < recipients; wallet++) {
            double first = wallet / (double) perSecond;
            calls.add(new Call(first, wallet));
            for (int later = 1; later < callsEach; later++) {
                calls.add(new Call(first + random.nextDouble() * spread, wallet));
            }
        }
        calls.sort(Comparator.comparingDouble(Call::at));
        return calls;
    }

    /** How many calls come to a pod whose memory doesn't have the wallet, or not any more. */
    private static int lookups(List<Call> calls, int pods, int room, int memoryFor) {
        Random random = new Random(2);
        List<Map<Integer, Double>> memories = Stream.<Map<Integer, Double>>generate(LinkedHashMap::new)
                .limit(pods)
                .toList();
        int lookups = 0;
        for (Call call : calls) {
            Map<Integer, Double> memory = memories.get(random.nextInt(pods));
            if (call.at() - memory.getOrDefault(call.wallet(), Double.NEGATIVE_INFINITY) >= memoryFor) {
                lookups++;
                memory.remove(call.wallet());
                memory.put(call.wallet(), call.at());
                if (memory.size() > room) {
                    memory.remove(memory.keySet().iterator().next());
                }
            }
        }
        return lookups;
    }

    @Test
    void moreRecipientsNeverTakeFewerPods() {
        double before = 0;
        for (long recipients = 1000; recipients < 1_000_000_000; recipients *= 3) {
            double pods =
                    number(json("--recipients=" + recipients, "--minutes=60", "--sessionm-rate=1000"), "asked", "pods");
            assertThat(pods).isGreaterThanOrEqualTo(before);
            before = pods;
        }
        assertThat(before).isGreaterThan(10);
    }

    @Test
    void saysWhatIsWrongWithAnOption() {
        refused("--minutes must be a number greater than 0, but is 'x'", "--minutes=x");
        refused("there is no option --pod.", "--pod=3");
        refused("--recipients and --minutes and --sessionm-rate must be given.");
        refused("--prewarmed must be a number from 0 to 1, but is '90'", "--prewarmed", "90");
        refused("--minutes needs a value.", "--minutes");
        refused("'5' is no option", "5");
    }

    private void refused(String why, String... arguments) {
        Ended ended = files.tryToRun("", "sizing.sh", arguments);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains(why);
    }

    private String json(String[] send, String... more) {
        List<String> all = new ArrayList<>(List.of(send));
        all.addAll(List.of(more));
        return json(all.toArray(String[]::new));
    }

    private String json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        return files.run("", "sizing.sh", all.toArray(String[]::new));
    }

    private static double number(String json, String send, String name) {
        Matcher found = Pattern.compile("\"" + send + "\":\\{[^}]*\"" + name + "\":([0-9.]+)")
                .matcher(json);
        assertThat(found.find()).as(send + ' ' + name + " in " + json).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
