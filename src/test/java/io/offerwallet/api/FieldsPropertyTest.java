package io.offerwallet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FieldsPropertyTest {

    /** What has nothing to decode is split by code of our own, and means the same. */
    @Property
    void queriesAreUnderstoodAsByNetty(@ForAll("queries") String query) {
        Map<String, List<String>> expected = new QueryStringDecoder("?" + query).parameters();
        if (expected.values().stream().allMatch(values -> values.size() == 1)) {
            Fields fields = Fields.ofQuery(query);
            fields.onlyKnown(expected.keySet());
            expected.forEach((name, values) -> assertThat(fields.anyText(name)).contains(values.get(0)));
        } else {
            assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> Fields.ofQuery(query));
        }
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.strings().withChars("ab=&+/? é").ofMaxLength(16);
    }
}
