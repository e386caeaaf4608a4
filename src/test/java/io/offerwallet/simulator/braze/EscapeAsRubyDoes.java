package io.offerwallet.simulator.braze;

import liqp.TemplateContext;
import liqp.filters.Filter;

/** The filter {@code escape}, which in Braze's engine escapes apostrophes too, and in ours doesn't. */
final class EscapeAsRubyDoes extends Filter {

    EscapeAsRubyDoes() {
        super("escape");
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... params) {
        return asString(value, context)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
