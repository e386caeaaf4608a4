package io.offerwallet.security;

import io.smallrye.config.EnvConfigSource;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of a secrets directory. They are looked up like environment variables, for the sake of both kinds of name,
 * and because Quarkus never records the value of one in what it builds.
 */
final class SecretFiles extends EnvConfigSource {
    /** Between environment variables (300) and application.properties (250). */
    private static final int ORDINAL = 275;

    private final String name;

    SecretFiles(Path directory, Map<String, String> settings) {
        super(settings, ORDINAL);
        this.name = "secrets directory " + directory;
    }

    /** Not its parent's: under that name SmallRye would let a misspelt setting pass. */
    @Override
    public String getName() {
        return name;
    }
}
