package io.offerwallet.ops;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says in the log, in one line now and then, that spans can't be exported: the exporter itself writes pages. */
final class ToldExporter implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(Tracing.class);

    private final SpanExporter exporter;
    private final Seldom trouble;

    ToldExporter(SpanExporter exporter, Seldom trouble) {
        this.exporter = exporter;
        this.trouble = trouble;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) {
                trouble.say(() -> LOG.warnf("Traces can't be exported: %s", reason(result.getFailureThrowable())));
            }
        });
    }

    /** What is around the failure of the connection only says that the export failed, what is within is its mechanics. */
    private static String reason(@Nullable Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return cause.toString().lines().findFirst().orElse("");
            }
        }
        return "the collector refuses them";
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return exporter.toString();
    }
}
