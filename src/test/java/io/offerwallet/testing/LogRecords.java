package io.offerwallet.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the application, in whatever process, has written to its log since somebody began to listen. */
public final class LogRecords {

    private static final String ACCESS = "io.offerwallet.access";
    private static final Set<String> ERRORS = Set.of("ERROR", "FATAL", "SEVERE");
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file = Path.of(ConfigProvider.getConfig().getValue("quarkus.log.file.path", String.class));
    private final long start;

    /**
     * One record.
     *
     * @param logger who logged it
     * @param level of INFO or above
     * @param message what a person reads
     * @param fields the diagnostic context
     * @param line all that got into the file, stack trace included
     */
    public record Entry(String logger, String level, String message, Map<String, String> fields, String line) {

        /** Whether it is an error, or was logged with an exception. */
        public boolean isError() {
            return ERRORS.contains(level) || line.contains("\"exception\":");
        }

        @Override
        public String toString() {
            return line;
        }
    }

    private LogRecords() {
        try {
            start = Files.size(file);
        } catch (IOException noLog) {
            throw new UncheckedIOException(noLog);
        }
    }

    public static LogRecords listen() {
        return new LogRecords();
    }

    /**
     * Everything that was logged before this call, with the line of a request of our own at the end: so that what is not
     * in it was not logged, rather than not yet.
     */
    public List<Entry> all() {
        String marker = "marker-" + UUID.randomUUID();
        Proxy.braze().header("X-Request-Id", marker).get(Proxy.WALLETS + "/" + Users.somebody());
        access(marker);
        return read();
    }

    /** The errors among {@link #all}. */
    public List<Entry> errors() {
        return all().stream().filter(Entry::isError).toList();
    }

    /** The lines of the access log that there are by now for what is the proxy's own. */
    public List<Entry> access() {
        return read().stream()
                .filter(entry -> entry.logger().equals(ACCESS))
                .filter(entry -> !"-".equals(entry.fields().get("route")))
                .toList();
    }

    /** The access log's lines of this request; the line is written after the answer, so it is waited for. */
    public List<Entry> access(String requestId) {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> access().stream()
                                .filter(entry -> requestId.equals(entry.fields().get("request_id")))
                                .toList(),
                        lines -> !lines.isEmpty());
    }

    private List<Entry> read() {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            // From the byte before: in case a line was only half written at the start, the rest of it isn't ours.
            channel.position(Math.max(0, start - 1));
            String text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            int first = start == 0 ? 0 : text.indexOf('\n') + 1;
            int end = Math.max(first, text.lastIndexOf('\n') + 1);
            return text.substring(first, end).lines().map(LogRecords::entry).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Entry entry(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            Map<String, String> fields = new TreeMap<>();
            json.path("mdc")
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            return new Entry(
                    json.required("loggerName").textValue(),
                    json.required("level").textValue(),
                    json.required("message").textValue(),
                    Map.copyOf(fields),
                    line);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not a line of JSON: " + line, notJson);
        }
    }
}
