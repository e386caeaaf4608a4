package io.offerwallet.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to what is logged as an error anywhere in the process, until it is closed. */
final class ErrorLog implements AutoCloseable {

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            // JBoss' ERROR is as high as SEVERE.
            if (logged.getLevel().intValue() >= Level.SEVERE.intValue() || logged.getThrown() != null) {
                errors.add(logged.getLevel() + " " + logged.getLoggerName() + " " + logged.getMessage() + " "
                        + logged.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    ErrorLog() {
        Logger.getLogger("").addHandler(handler);
    }

    /** Errors, and whatever else was logged with an exception. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
