package io.offerwallet.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Listens to everything that is logged at INFO or above, until it is closed. */
public final class LogRecords extends Handler {

    /** The logger of the line per request. */
    public static final String ACCESS = "io.offerwallet.access";

    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    /**
     * One record.
     *
     * @param logger who logged it
     * @param level of INFO or above
     * @param message what a person reads
     * @param fields the diagnostic context
     * @param everything all that could reach a file, parameters and stack trace included
     */
    public record Entry(String logger, Level level, String message, Map<String, String> fields, String everything) {
        @Override
        public String toString() {
            return everything;
        }
    }

    private LogRecords() {
        setLevel(Level.INFO);
    }

    public static LogRecords listen() {
        LogRecords records = new LogRecords();
        Logger.getLogger("").addHandler(records);
        return records;
    }

    public List<Entry> all() {
        return List.copyOf(entries);
    }

    /** The lines of the access log for what is the proxy's own. */
    public List<Entry> access() {
        return entries.stream()
                .filter(entry -> entry.logger().equals(ACCESS))
                .filter(entry -> !"-".equals(entry.fields().get("route")))
                .toList();
    }

    @Override
    public void publish(LogRecord logged) {
        if (!isLoggable(logged)) {
            return;
        }
        ExtLogRecord entry = ExtLogRecord.wrap(logged);
        Map<String, String> fields = entry.getMdcCopy();
        String message = MESSAGE.format(entry);
        String everything = String.join(
                "\n",
                String.valueOf(logged.getLevel()),
                String.valueOf(logged.getLoggerName()),
                String.valueOf(logged.getMessage()),
                message,
                Arrays.deepToString(logged.getParameters()),
                fields.toString(),
                stackTrace(logged));
        entries.add(new Entry(
                String.valueOf(logged.getLoggerName()), logged.getLevel(), message, Map.copyOf(fields), everything));
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }

    private static String stackTrace(LogRecord logged) {
        StringWriter text = new StringWriter();
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }
}
