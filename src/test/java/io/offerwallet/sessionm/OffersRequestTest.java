package io.offerwallet.sessionm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.offerwallet.wallet.Variant;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OffersRequestTest {

    @Test
    void aWholeWalletIsAskedForPageByPage() {
        assertThat(body("retailer-1", Variant.WHOLE, 1000, 500))
                .isEqualTo("{\"retailer_id\":\"retailer-1\",\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\","
                        + "\"skip\":1000,\"take\":500,\"include_pending_extended_data\":false,\"culture\":\"fr-CA\"}");
    }

    @Test
    void aPageIsAskedForAsTheCallerDid() {
        assertThat(body("retailer-1", new Variant.Page(3, 7, true, "\"a\":{\"b\":[1.50]},\"c\":null"), 3, 7))
                .isEqualTo("{\"retailer_id\":\"retailer-1\",\"user_id\":\"3f2504e0-4f89-41d3-9a0c-0305e82c3301\","
                        + "\"skip\":3,\"take\":7,\"include_pending_extended_data\":true,\"culture\":\"fr-CA\","
                        + "\"a\":{\"b\":[1.50]},\"c\":null}");
    }

    @Test
    void aPageWithNothingToPassOnEndsAfterTheCulture() {
        assertThat(body("retailer-1", new Variant.Page(0, 1, false, ""), 0, 1))
                .endsWith("\"include_pending_extended_data\":false,\"culture\":\"fr-CA\"}");
    }

    @Test
    void whatIsConfiguredCanNotBreakOutOfItsString() throws IOException {
        String odd = "a\"},\\ü\n{";

        String body = body(odd, Variant.WHOLE, 0, 1);

        assertThat(new ObjectMapper().readTree(body).path("retailer_id").textValue())
                .isEqualTo(odd);
    }

    private static String body(String retailer, Variant variant, int skip, int take) {
        return Answers.text(OffersRequest.body(retailer, Answers.key(variant), skip, take));
    }
}
