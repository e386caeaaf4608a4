package io.offerwallet.ops;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.internal.OtlpConfigUtil;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/**
 * The exporter {@code otlp} of OpenTelemetry's variables, in the place of the library's own, which can do gRPC too: its
 * classes name some that aren't there, and a native image links all that it reaches.
 */
final class OtlpOverHttp implements ConfigurableSpanExporterProvider {

    static final String PROTOCOL = OtlpConfigUtil.PROTOCOL_HTTP_PROTOBUF;

    /** Finds this one where exporters are wanted, and everything else where it is usually found. */
    static ComponentLoader loader() {
        ComponentLoader usual = ComponentLoader.forClassLoader(OtlpOverHttp.class.getClassLoader());
        return new ComponentLoader() {
            @Override
            public <T> Iterable<T> load(Class<T> wanted) {
                return wanted == ConfigurableSpanExporterProvider.class
                        ? List.of(wanted.cast(new OtlpOverHttp()))
                        : usual.load(wanted);
            }
        };
    }

    @Override
    public String getName() {
        return "otlp";
    }

    @Override
    public SpanExporter createExporter(ConfigProperties variables) {
        String protocol = OtlpConfigUtil.getOtlpProtocol(OtlpConfigUtil.DATA_TYPE_TRACES, variables);
        if (!protocol.equals(PROTOCOL)) {
            throw new ConfigurationException(
                    "OTEL_EXPORTER_OTLP_PROTOCOL is " + protocol + ", but there is only " + PROTOCOL + ".");
        }
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder();
        OtlpConfigUtil.configureOtlpExporterBuilder(
                OtlpConfigUtil.DATA_TYPE_TRACES,
                variables,
                exporter::setComponentLoader,
                exporter::setEndpoint,
                exporter::addHeader,
                exporter::setCompression,
                exporter::setTimeout,
                exporter::setTrustedCertificates,
                exporter::setClientTls,
                exporter::setRetryPolicy,
                exporter::setMemoryMode);
        return exporter.build();
    }
}
