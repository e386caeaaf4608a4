package io.offerwallet.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a PromQL expression, one after the other. */
final class PromQlTokens {

    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+|#[^\\n]*)"
            + "|(?<duration>(\\d+(ms|[smhdwy]))+)(?![\\w.])"
            + "|(?<number>(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)(?![\\w.])"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<text>\"([^\"\\\\\\n]|\\\\[\\\\\"nt])*\"|'([^'\\\\\\n]|\\\\[\\\\'nt])*')"
            + "|(?<symbol>=~|!~|!=|==|>=|<=|[-+*/%^<>=(){}\\[\\],:])");

    /** What a word is. */
    enum Kind {
        NAME,
        NUMBER,
        DURATION,
        TEXT,
        SYMBOL,
        END
    }

    /** @param text what it says; of a TEXT, what is between the quotes, without escapes */
    record Token(Kind kind, String text, int at) {}

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    PromQlTokens(String expression) {
        this.expression = expression;
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw notUnderstood(at);
            }
            add(matcher);
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "", expression.length()));
    }

    private void add(Matcher matcher) {
        String text = matcher.group();
        if (matcher.group("name") != null) {
            tokens.add(new Token(Kind.NAME, text, matcher.start()));
        } else if (matcher.group("duration") != null) {
            tokens.add(new Token(Kind.DURATION, text, matcher.start()));
        } else if (matcher.group("number") != null) {
            tokens.add(new Token(Kind.NUMBER, text, matcher.start()));
        } else if (matcher.group("text") != null) {
            tokens.add(new Token(Kind.TEXT, unescaped(text.substring(1, text.length() - 1)), matcher.start()));
        } else if (matcher.group("symbol") != null) {
            tokens.add(new Token(Kind.SYMBOL, text, matcher.start()));
        }
    }

    Token peek() {
        return tokens.get(next);
    }

    /** What comes after {@link #peek}. */
    Token peekFurther() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    Token take(Kind kind) {
        if (peek().kind() != kind) {
            throw notUnderstood(peek().at());
        }
        return take();
    }

    void take(String symbol) {
        if (!takeIf(symbol)) {
            throw notUnderstood(peek().at());
        }
    }

    boolean isNext(String symbol) {
        return peek().kind() == Kind.SYMBOL && peek().text().equals(symbol);
    }

    boolean takeIf(String symbol) {
        boolean there = isNext(symbol);
        if (there) {
            take();
        }
        return there;
    }

    IllegalArgumentException notUnderstood(int at) {
        return new IllegalArgumentException(
                "Not understood at " + at + ": " + expression.substring(at) + "\nin: " + expression);
    }

    private static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (quoted.charAt(i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    default -> quoted.charAt(i);
                };
            }
            text.append(c);
        }
        return text.toString();
    }
}
