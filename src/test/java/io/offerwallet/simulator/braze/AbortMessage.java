package io.offerwallet.simulator.braze;

import java.util.Arrays;
import java.util.stream.Collectors;
import liqp.TemplateContext;
import liqp.nodes.LNode;
import liqp.tags.Tag;

/** <code>{% abort_message('reason') %}</code>: the message isn't sent. */
final class AbortMessage extends Tag {

    AbortMessage() {
        super("abort_message");
    }

    @Override
    public Object render(TemplateContext context, LNode... nodes) {
        var argument = Arrays.stream(nodes)
                .map(node -> String.valueOf(node.render(context)))
                .collect(Collectors.joining())
                .replaceAll("^\\((.*)\\)$", "$1");
        throw Stopped.aborted(argument.replaceAll("^(['\"])(.*)\\1$", "$2"));
    }
}
