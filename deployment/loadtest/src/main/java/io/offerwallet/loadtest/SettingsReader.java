package io.offerwallet.loadtest;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads settings by what they are; what can't be one is refused with a sentence that names the setting and what it must be. */
final class SettingsReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final UnaryOperator<@Nullable String> properties;
    private final Map<String, String> environment;

    /** @param properties gives the value of a system property, or null */
    SettingsReader(UnaryOperator<@Nullable String> properties, Map<String, String> environment) {
        this.properties = properties;
        this.environment = Map.copyOf(environment);
    }

    String text(Setting setting) {
        var value = raw(setting);
        return check(setting, !value.isEmpty(), value, "must not be empty");
    }

    Optional<String> optionalText(Setting setting) {
        return Optional.of(raw(setting)).filter(value -> !value.isEmpty());
    }

    /** The whole text, blanks included where they mean something. */
    String raw(Setting setting) {
        var property = properties.apply(setting.property());
        var value = property != null ? property : environment.getOrDefault(setting.variable(), setting.defaultValue());
        return value.strip();
    }

    URI url(Setting setting) {
        var value = text(setting);
        var sentence = "must be a URL such as https://wallet.example.com, without a query";
        URI url;
        try {
            url = URI.create(value.replaceAll("/+$", ""));
        } catch (IllegalArgumentException noUri) {
            throw refused(setting, value, sentence);
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        check(setting, http && url.getHost() != null && url.getQuery() == null, value, sentence);
        return url;
    }

    Optional<URI> optionalUrl(Setting setting) {
        return optionalText(setting).map(given -> url(setting));
    }

    int count(Setting setting, int least, int most) {
        var value = raw(setting);
        var sentence = "must be a whole number from %,d to %,d".formatted(least, most);
        check(setting, value.matches("\\d{1,9}"), value, sentence);
        int number = Integer.parseInt(value);
        check(setting, number >= least && number <= most, value, sentence);
        return number;
    }

    /** @param least itself included */
    double number(Setting setting, double least, double most) {
        var value = raw(setting);
        var sentence = "must be a number from %s to %s".formatted(plain(least), plain(most));
        check(setting, value.matches("\\d{1,9}(\\.\\d{1,9})?"), value, sentence);
        double number = Double.parseDouble(value);
        check(setting, number >= least && number <= most, value, sentence);
        return number;
    }

    Duration duration(Setting setting) {
        var value = raw(setting);
        var parts = DURATION.matcher(value);
        check(setting, parts.matches(), value, "must be a duration such as 500ms, 5s, 10m or 1h");
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    boolean flag(Setting setting) {
        var value = raw(setting);
        check(setting, value.equals("true") || value.equals("false"), value, "must be true or false");
        return value.equals("true");
    }

    static IllegalArgumentException refused(Setting setting, String value, String sentence) {
        return new IllegalArgumentException(
                "%s (%s) %s, and not '%s'.".formatted(setting.property(), setting.variable(), sentence, value));
    }

    private static String check(Setting setting, boolean holds, String value, String sentence) {
        if (!holds) {
            throw refused(setting, value, sentence);
        }
        return value;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
