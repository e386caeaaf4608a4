package io.offerwallet.simulator.braze;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.parser.Flavor;

/**
 * One message on its way through the Liquid engine. Used once and by one thread: the engine's own templates remember what
 * they are rendered with, so each rendering has its own.
 *
 * <p>The engine isn't Ruby's: to it nil isn't {@code blank}, and {@code forloop.last} is wrong in a loop over a range. Templates
 * that need either are rendered wrongly here and rightly by Braze.
 */
final class Rendering {
    /** Where JSON goes that isn't saved under a name. */
    private static final String UNNAMED = "connected";

    private final BrazeLiquid template;
    private final Recipient recipient;
    private final Caller caller;
    private final Credentials credentials;
    private final List<Call> calls = new ArrayList<>();
    private final TemplateParser engine;

    Rendering(BrazeLiquid template, Recipient recipient, Caller caller, Credentials credentials) {
        this.template = template;
        this.recipient = recipient;
        this.caller = caller;
        this.credentials = credentials;
        this.engine = new TemplateParser.Builder()
                .withFlavor(Flavor.LIQUID)
                .withDefaultTimeZone(ZoneOffset.UTC)
                .withTag(new ConnectedContent(template.calls(), this::call))
                .withTag(new AbortMessage())
                .withFilter(new EscapeAsRubyDoes())
                .build();
    }

    Rendered render() {
        try {
            var message = engine.parse(template.text()).render(Map.of(BrazeLiquid.PROFILE, recipient.attributes()));
            return new Rendered.Sent(message, calls);
        } catch (Stopped stopped) {
            return stopped.outcome(calls);
        } catch (RuntimeException noLiquid) {
            return new Rendered.Unsent("the template can't be rendered: " + noLiquid.getMessage(), calls);
        }
    }

    private String call(CallTag tag, TemplateContext context) {
        boolean retry = tag.has(CallTag.Option.RETRY);
        Answer answer;
        try {
            var request = new RequestWriter(credentials, liquid -> part(liquid, context)).write(tag);
            answer = caller.call(request, Caching.of(tag, request.isGet()), retry, calls::add);
        } catch (IllegalArgumentException refused) {
            throw Stopped.unsent(String.valueOf(refused.getMessage()));
        }
        if (retry && answer.worthARetry()) {
            throw Stopped.unsent(
                    "the host still answers %d after %d retries".formatted(answer.status(), Caller.RETRIES));
        }
        return show(tag, answer, context);
    }

    /** Renders a part of a tag with the variables that there are by now. */
    private String part(String liquid, TemplateContext context) {
        return engine.parse(liquid).renderUnguarded(context);
    }

    /** What isn't saved and isn't JSON stands in the message as it is; so does nothing, where an answer isn't good. */
    private static String show(CallTag tag, Answer answer, TemplateContext context) {
        var content = Content.of(answer);
        var name = tag.value(CallTag.Option.SAVE);
        if (name.isEmpty() && content instanceof String text) {
            return text;
        }
        if (name.isPresent() || answer.good()) {
            context.put(name.orElse(UNNAMED), content, true);
        }
        return "";
    }
}
