package io.offerwallet.security;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Reads settings from the files of the directory that {@code WALLET_SECRETS_DIR} names. A file is named like the
 * property ({@code wallet.clients.braze.secrets}) or like the environment variable
 * ({@code WALLET_CLIENTS_BRAZE_SECRETS}); its content, less one line end, is the value, taken as it stands: a dollar sign
 * begins no expression. Directories and files whose name begins with a dot are not settings: Kubernetes keeps its own
 * there. Environment variables win over files, files over {@code application.properties}.
 *
 * <p>Read once, at start. A directory or file that can't be read stops the start with a message that names it; no message
 * has any content of a file.
 */
public final class SecretFilesFactory implements ConfigSourceFactory {
    static final String DIRECTORY = "wallet.secrets-dir";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue directory = context.getValue(DIRECTORY);
        if (directory == null
                || directory.getValue() == null
                || directory.getValue().isBlank()) {
            return List.of();
        }
        Path path = Path.of(directory.getValue().strip());
        return List.of(new SecretFiles(path, read(path)));
    }

    private static Map<String, String> read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalStateException("WALLET_SECRETS_DIR names " + directory + ", which is not a directory");
        }
        Map<String, String> settings = new HashMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(SecretFilesFactory::isSetting)
                    .forEach(file -> settings.put(file.getFileName().toString(), content(file)));
        } catch (IOException e) {
            throw new IllegalStateException("The directory " + directory + " can't be listed", e);
        }
        return settings;
    }

    private static boolean isSetting(Path file) {
        return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
    }

    private static String content(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.length();
            if (text.endsWith("\r\n")) {
                end -= 2;
            } else if (text.endsWith("\n")) {
                end -= 1;
            }
            return text.substring(0, end).replace("$", "\\$");
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("The file " + file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalStateException("The file " + file + " can't be read", e);
        }
    }
}
