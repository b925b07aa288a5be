package io.hikeshi.sensor.netconsole.title;

/** Finds what every text must contain that a pattern matches: looking for that first is what keeps long texts quick. */
final class Literal {
    private final StringBuilder run = new StringBuilder();
    private String longest = "";

    private Literal() {}

    /** The longest stretch of plain characters outside of groups; empty where the pattern has alternatives there. */
    static String in(String pattern) {
        var literal = new Literal();
        int depth = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '|' && depth == 0) return "";
            if (c == '(') depth++;
            if (c == '[') i = pattern.indexOf(']', i + 1);
            if (c == '{') i = pattern.indexOf('}', i + 1);
            boolean escaped = c == '\\';
            if (escaped) c = pattern.charAt(++i);
            if (depth == 0 && isPlain(c, escaped)) literal.run.append(c);
            else literal.end(c);
            if (c == ')' && !escaped) depth--;
        }
        literal.end(' ');
        return literal.longest;
    }

    private static boolean isPlain(char c, boolean escaped) {
        return escaped ? !Character.isLetterOrDigit(c) : "()[]{}?*+.^$|".indexOf(c) < 0;
    }

    /** @param by what may make the last character optional */
    private void end(char by) {
        if ("?*+{".indexOf(by) >= 0 && run.length() > 0) run.setLength(run.length() - 1);
        if (run.length() > longest.length()) longest = run.toString();
        run.setLength(0);
    }
}
