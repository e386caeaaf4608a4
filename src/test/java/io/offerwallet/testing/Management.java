package io.offerwallet.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What the management port shows. */
public final class Management {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? (\\S+)$");

    private Management() {}

    /** GET on the management port. */
    public static Response get(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        return given().port(port).get(path);
    }

    /** All metrics as Prometheus reads them. */
    public static String metrics() {
        return get("/q/metrics").then().statusCode(200).extract().asString();
    }

    /**
     * The sum of a metric's samples that carry these labels, names and values in turn.
     *
     * @throws AssertionError if there is no such sample: a metric that isn't there is not zero
     */
    public static double metric(String name, String... labels) {
        Matcher sample = SAMPLE.matcher(metrics());
        boolean found = false;
        double sum = 0;
        while (sample.find()) {
            if (sample.group(1).equals(name) && carries(sample.group(2), labels)) {
                found = true;
                sum += Double.parseDouble(sample.group(3));
            }
        }
        if (!found) {
            throw new AssertionError("There is no sample " + name + " " + String.join(",", labels));
        }
        return sum;
    }

    private static boolean carries(@Nullable String given, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (given == null || !("," + given + ",").contains("," + labels[i] + "=\"" + labels[i + 1] + "\",")) {
                return false;
            }
        }
        return true;
    }
}
