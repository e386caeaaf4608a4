package io.offerwallet.ops;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Has a native image serve the API's description as the build wrote it. Quarkus reads it into a model at every start, for
 * filters of which there are none here, and writes the same bytes again: for that it needs a reader and a writer of YAML.
 */
@TargetClass(OpenApiDocumentService.class)
final class OpenApiInNativeImages {

    @Substitute
    void prepareDocument(
            @Nullable AutoSecurityFilter security, Map<RunStage, List<String>> filters, String documentName) {
        // It is there already.
    }

    @Substitute
    public byte[] getDocument(String documentName, Format format) {
        String written = OpenApiConstants.BASE_NAME + "." + format;
        try (InputStream document =
                Objects.requireNonNull(OpenApiConstants.class.getClassLoader().getResourceAsStream(written), written)) {
            return document.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
