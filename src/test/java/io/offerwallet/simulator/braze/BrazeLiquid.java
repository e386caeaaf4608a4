package io.offerwallet.simulator.braze;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template in Liquid as everybody knows it, made of one in Braze's. <code>${name}</code> becomes a look-up, and a
 * {@code connected_content} tag, whose text no Liquid engine reads, the number of its {@link CallTag}. As in Liquid itself, an
 * output or a tag goes to the first {@code }}} or <code>%}</code>, quoted or not. What is raw stays as it is.
 *
 * @param text what the engine renders
 * @param calls the tags that were taken out of it
 */
record BrazeLiquid(String text, List<CallTag> calls) {
    /** The variable that holds a recipient's attributes. */
    static final String PROFILE = "__profile__";

    static final String CONNECTED_CONTENT = "connected_content";

    private static final Pattern ATTRIBUTE = Pattern.compile("(\\.?)\\$\\{([^}]*)}");
    private static final Pattern TAG = Pattern.compile("(-?)\\s*(\\w+)(.*?)(-?)", Pattern.DOTALL);

    BrazeLiquid {
        calls = List.copyOf(calls);
    }

    static BrazeLiquid of(String source) {
        return new Translation(source).translate();
    }

    /** {@code ${name}} is an attribute of the profile, {@code of.${name}} one of something else. */
    private static String attributes(String liquid) {
        return ATTRIBUTE.matcher(liquid).replaceAll(found -> {
            var index = "['" + found.group(2).strip() + "']";
            return Matcher.quoteReplacement(found.group(1).isEmpty() ? PROFILE + index : index);
        });
    }

    /** Goes through a template once. */
    private static final class Translation {
        private final String source;
        private final StringBuilder text = new StringBuilder();
        private final List<CallTag> calls = new ArrayList<>();
        private int at;

        private Translation(String source) {
            this.source = source;
        }

        private BrazeLiquid translate() {
            while (true) {
                int open = nextOpening();
                text.append(source, at, open);
                if (open == source.length()) {
                    return new BrazeLiquid(text.toString(), calls);
                }
                at = open;
                if (source.startsWith("{{", open)) {
                    text.append("{{").append(attributes(inside("}}"))).append("}}");
                } else {
                    tag(inside("%}"));
                }
            }
        }

        private int nextOpening() {
            for (int i = at; i < source.length(); i++) {
                if (source.startsWith("{{", i) || source.startsWith("{%", i)) {
                    return i;
                }
            }
            return source.length();
        }

        /** What is between the opening here and its end, and goes on behind it. */
        private String inside(String close) {
            int begin = at + 2;
            int i = begin;
            while (i < source.length() && !source.startsWith(close, i)) {
                int attribute = source.startsWith("${", i) ? source.indexOf('}', i) : -1;
                i = Math.max(i, attribute) + 1;
            }
            if (i >= source.length()) {
                throw new IllegalArgumentException("line %d opens what never ends with %s"
                        .formatted(
                                source.substring(0, at)
                                                .chars()
                                                .filter(c -> c == '\n')
                                                .count()
                                        + 1,
                                close));
            }
            at = i + close.length();
            return source.substring(begin, i);
        }

        private void tag(String inside) {
            var tag = TAG.matcher(inside);
            if (!tag.matches()) {
                text.append("{%").append(inside).append("%}");
                return;
            }
            switch (tag.group(2)) {
                case CONNECTED_CONTENT -> {
                    var number = " " + CONNECTED_CONTENT + " " + calls.size() + " ";
                    text.append("{%").append(tag.group(1)).append(number);
                    text.append(tag.group(4)).append("%}");
                    calls.add(CallTag.parse(attributes(tag.group(3))));
                }
                case "raw" -> verbatim(inside, "endraw");
                case "comment" -> verbatim(inside, "endcomment");
                default -> text.append("{%").append(attributes(inside)).append("%}");
            }
        }

        /** A block whose content means nothing; a comment's is dropped, for the engine would look into it. */
        private void verbatim(String inside, String end) {
            var closing = Pattern.compile("\\{%-?\\s*" + end + "\\s*-?%}").matcher(source);
            if (!closing.find(at)) {
                throw new IllegalArgumentException("there is no " + end);
            }
            text.append("{%").append(inside).append("%}");
            if (end.equals("endraw")) {
                text.append(source, at, closing.start());
            }
            text.append(closing.group());
            at = closing.end();
        }
    }
}
