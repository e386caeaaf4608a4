package io.offerwallet.ops;

import io.offerwallet.culture.Culture;
import io.offerwallet.culture.Cultures;
import io.offerwallet.simulator.SimulatorSettings;
import io.offerwallet.view.ViewOptions;
import io.offerwallet.view.WalletView;
import io.offerwallet.wallet.UserId;
import io.offerwallet.wallet.Variant;
import io.offerwallet.wallet.Wallet;
import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletKey;
import io.offerwallet.wallet.WalletReader;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Does once, before the ports are open and so before anybody is served, what takes a virtual machine long for the first time,
 * so that the first request is answered in time too. Nobody is asked for it, SessionM least of all, and nothing is kept or
 * counted. A native binary has nothing to warm.
 */
@Singleton
final class WarmUp {

    /** After the start-up check, which says whether there is anything that works. */
    private static final int AFTER_THE_CHECK = 10_000;

    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

    /** Everything that a reader and a writer have code for, in an answer of SessionM's. */
    private static final byte[] SAMPLE = """
            {"status":"ok","payload":{"user":{"opted_in":true},"user_id":"%s","total_records":2,"total_points":1234.50,
            "available_points":1234,"offer_groups":[{"id":"g","name":"é","sort_order":1}],
            "offer_categories":[{"id":"c","name":"c","sort_order":1}],"user_offers":[
            {"id":"1","offer_id":"1","root_offer_id":"1","offer_group_id":"g","offer_category_id":"c","offer_type":"t",
            "name":"n","description":"\\u00e9\\n","terms_and_conditions":"t","pos_discount_id":"1","is_redeemable":true,
            "start_date":"2026-01-01T00:00:00Z","expiration_date":"2026-03-01T00:00:00Z",
            "media":[{"uri":"https://example.com/","category_name":"logo"}],"weight":1.5,"extra":{"list":[1,null,false]}},
            {"id":"2","offer_id":"2","name":"n","expiration_date":"2026-01-01T00:00:00"}]}}
            """.formatted(NOBODY).getBytes(StandardCharsets.UTF_8);

    private final WarmUpCall call;

    WarmUp(WarmUpCall call) {
        this.call = call;
    }

    void warmUp(
            @Observes @Priority(AFTER_THE_CHECK) StartupEvent started,
            SimulatorSettings simulator,
            Instance<Cultures> cultures,
            Instance<WalletFlow> flow,
            Instance<WalletReader> reader,
            Instance<WalletView> view) {
        if (LaunchMode.current() != LaunchMode.NORMAL
                || ImageMode.current().isNativeImage()
                || !ProcessRole.of(simulator).isProxy()) {
            return;
        }
        try {
            for (Culture culture : cultures.get().configured()) {
                flow.get().hit(new WalletKey(new UserId(NOBODY), culture, Variant.WHOLE));
                show(culture, reader.get(), view.get());
            }
            call.make(SAMPLE);
        } catch (RuntimeException cold) {
            LOG.warn("The first requests will be slow: warming up failed.", cold);
        }
    }

    private static void show(Culture culture, WalletReader reader, WalletView view) {
        ViewOptions all = ViewOptions.everything(culture.locale(), ZoneOffset.UTC);
        Wallet wallet = reader.read(SAMPLE).orElseThrow();
        view.render(wallet, NOBODY, all, THEN, false, THEN);
        view.unavailable(NOBODY, culture.locale());
        reader.survey(SAMPLE).orElseThrow().unexpired(THEN);
    }
}
