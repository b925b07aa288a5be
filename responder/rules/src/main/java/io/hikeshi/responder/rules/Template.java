package io.hikeshi.responder.rules;

import io.hikeshi.sensor.event.Kind;
import io.hikeshi.sensor.event.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders: <code>{node}: {event.title}</code>. Each holds a CEL expression; <code>{{</code> and
 * <code>}}</code> stand for the braces themselves. What is rendered is printable and at most 1,024 characters, because
 * most of it was chosen by whatever died.
 */
final class Template {
    private static final int LONGEST = 1_024;
    private static final int LONGEST_VALUE = 512;

    private final List<Object> parts;

    /** @param parts texts and expressions */
    private Template(List<Object> parts) {
        this.parts = parts;
    }

    /** Null if it does not fit; then the complaints say why. */
    static @Nullable Template compile(String text, Set<Kind> kinds, Expression.Complaints complaints) {
        var parts = new ArrayList<Object>();
        var literal = new StringBuilder();
        boolean fits = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c != '{' || doubled) {
                literal.append(c);
                if (doubled && (c == '{' || c == '}')) i++;
                continue;
            }
            int end = endOf(text, i);
            var expression = end < 0 ? unclosed(text, i, complaints) : placeholder(text, i, end, kinds, complaints);
            if (expression == null) fits = false;
            else parts.addAll(List.of(literal.toString(), expression));
            literal.setLength(0);
            i = end < 0 ? text.length() : end;
        }
        parts.add(literal.toString());
        return fits ? new Template(parts) : null;
    }

    private static @Nullable Expression placeholder(
            String text, int open, int end, Set<Kind> kinds, Expression.Complaints complaints) {
        int start = text.codePointCount(0, open + 1);
        return Expression.compile(
                text.substring(open + 1, end),
                kinds,
                Expression.Result.TEXT,
                (index, what, remedy) -> complaints.complain(start + index, what, remedy));
    }

    private static @Nullable Expression unclosed(String text, int open, Expression.Complaints complaints) {
        complaints.complain(
                text.codePointCount(0, open), "{ is never closed", "close it with }, or write {{ for a brace");
        return null;
    }

    /** The brace that closes the one at {@code open}, past those of maps and of quoted texts; -1 if there is none. */
    private static int endOf(String text, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') i++;
                else if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') quote = c;
            else if (c == '{') depth++;
            else if (c == '}' && --depth == 0) return i;
        }
        return -1;
    }

    String render(Facts facts) throws FailedExpression {
        var text = new StringBuilder();
        for (Object part : parts) {
            if (part instanceof Expression expression) {
                text.append(Text.printable(String.valueOf(expression.evaluate(facts)), LONGEST_VALUE));
            } else {
                text.append(part);
            }
        }
        return Text.printable(text.toString().strip(), LONGEST);
    }
}
