package io.offerwallet.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What OpenTelemetry loads by name, as services. If one is missing, a binary that is to trace doesn't start, and says why. */
@RegisterForReflection(
        classNames = {
            "io.opentelemetry.exporter.sender.jdk.internal.JdkHttpSenderProvider",
            "io.opentelemetry.sdk.autoconfigure.EnvironmentResourceProvider"
        })
final class TracingInNativeImages {

    private TracingInNativeImages() {}
}
