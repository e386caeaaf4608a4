package io.offerwallet.simulator.braze;

import java.util.List;
import java.util.function.BiFunction;
import liqp.TemplateContext;
import liqp.nodes.LNode;
import liqp.tags.Tag;

/** <code>{% connected_content %}</code>, with the number that {@link BrazeLiquid} has put in the place of its text. */
final class ConnectedContent extends Tag {
    private final List<CallTag> tags;
    private final BiFunction<CallTag, TemplateContext, String> call;

    /** {@code call} makes a call, saves what it brings, and gives the text that stands in the tag's place. */
    ConnectedContent(List<CallTag> tags, BiFunction<CallTag, TemplateContext, String> call) {
        super(BrazeLiquid.CONNECTED_CONTENT);
        this.tags = tags;
        this.call = call;
    }

    @Override
    public Object render(TemplateContext context, LNode... nodes) {
        int number = Integer.parseInt(String.valueOf(nodes[0].render(context)));
        return call.apply(tags.get(number), context);
    }
}
